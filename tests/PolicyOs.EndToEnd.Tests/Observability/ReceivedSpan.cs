namespace PolicyOs.EndToEnd.Tests.Observability;

/// <summary>A span as it came (OTLP, trace.proto).</summary>
internal sealed record ReceivedSpan(string Trace, string Id, string Parent, string Name, long Kind, long Status, Dictionary<string, string> Attributes)
{
    /// <summary>Reads one.</summary>
    public static ReceivedSpan Read(ProtoMessage span) => new(
        span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), span.Number(6), span.All(15).Select(status => status.Number(3)).FirstOrDefault(), span.Attributes(9));

    /// <summary>An attribute; null when absent.</summary>
    public string? this[string name] => Attributes.GetValueOrDefault(name);
}
