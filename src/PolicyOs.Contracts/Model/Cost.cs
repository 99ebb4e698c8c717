using PolicyOs.Json.Numbers;
using PolicyOs.Json.Path;

namespace PolicyOs.Contracts.Model;

/// <summary>USD of a call. A closed hierarchy.</summary>
public abstract record Cost
{
    private Cost()
    {
    }

    /// <summary>Always the same.</summary>
    public sealed record Fixed(JsonNumber Amount) : Cost;

    /// <summary>Read from the result; the estimate is reserved, and charged when the path is missing.</summary>
    public sealed record FromOutput(JsonPath Path, JsonNumber Estimate) : Cost;
}
