using System.Text.Json;

namespace PolicyOs.Contracts.Model;

/// <summary>What a recorded upstream answers. A closed hierarchy.</summary>
public abstract record GoldenResponse
{
    private GoldenResponse()
    {
    }

    /// <summary>A result as data (spec 2.5).</summary>
    public sealed record Result(JsonElement Data) : GoldenResponse;

    /// <summary>An error; the code is a JSON-RPC code or the code of the structured result, null when it has none.</summary>
    public sealed record Error(string? Code, string Message) : GoldenResponse;

    /// <summary>No answer in time.</summary>
    public sealed record Lost : GoldenResponse;
}
