namespace PolicyOs.EndToEnd.Tests.Observability;

/// <summary>A point of a metric as it came (OTLP, metrics.proto).</summary>
/// <param name="Metric">Its name.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Value">The sum, or how many values a histogram holds.</param>
/// <param name="Tags">Its attributes.</param>
internal sealed record ReceivedPoint(string Metric, string Unit, long Value, Dictionary<string, string> Tags)
{
    /// <summary>Reads the points of a metric.</summary>
    public static IEnumerable<ReceivedPoint> Read(ProtoMessage metric) =>
    [
        .. metric.Path(7, 1).Select(point => new ReceivedPoint(metric.Text(1), metric.Text(3), point.Number(6), point.Attributes(7))),
        .. metric.Path(9, 1).Select(point => new ReceivedPoint(metric.Text(1), metric.Text(3), point.Number(4), point.Attributes(9))),
    ];
}
