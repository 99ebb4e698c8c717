namespace PolicyOs.EndToEnd.Tests.Fuzz;

/// <summary>What a frame must be answered with. A closed hierarchy.</summary>
internal abstract record Expected
{
    private Expected()
    {
    }

    /// <summary>Nothing: an empty line, a notification, a response.</summary>
    public sealed record Silence : Expected;

    /// <summary>An answer to a request; which one is not the edge's to say.</summary>
    /// <param name="Id">JSON text.</param>
    public sealed record Answer(string Id) : Expected;

    /// <summary>A refusal.</summary>
    /// <param name="Codes">One of these.</param>
    /// <param name="Id">JSON text of the id that it must name; null where none can be asked for.</param>
    public sealed record Refusal(int[] Codes, string? Id) : Expected;
}
