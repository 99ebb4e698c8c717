using System.Collections.Immutable;
using System.Text.Json;

namespace PolicyOs.Gateway.Pipeline;

/// <summary>A result that says what a server of 2026-07-28 wants to know first (MCP specification, multi round-trip requests).</summary>
/// <param name="Requests">By the server's own keys.</param>
/// <param name="State">What it wants to have back; null when nothing.</param>
internal sealed record InputRequired(ImmutableArray<(string Key, string Method, JsonElement? Params)> Requests, string? State)
{
    /// <summary>More questions at once are nobody's intention.</summary>
    private const int MaxRequests = 16;

    /// <summary>Reads a result.</summary>
    /// <returns>Neither, for one that is whole; the problem, for one that is not of the specification's form.</returns>
    public static (InputRequired? Asked, string? Problem) Read(JsonElement result)
    {
        if (result.ValueKind != JsonValueKind.Object || !result.TryGetProperty("resultType"u8, out JsonElement type))
        {
            return (null, null);
        }

        if (type.ValueKind != JsonValueKind.String || !type.ValueEquals("input_required"u8))
        {
            return type.ValueKind == JsonValueKind.String && type.ValueEquals("complete"u8)
                ? (null, null)
                : (null, "its resultType is neither complete nor input_required");
        }

        bool hasState = result.TryGetProperty("requestState"u8, out JsonElement state);
        bool hasRequests = result.TryGetProperty("inputRequests"u8, out JsonElement requests);
        if ((!hasState && !hasRequests) || (hasState && state.ValueKind != JsonValueKind.String) || (hasRequests && requests.ValueKind != JsonValueKind.Object))
        {
            return (null, "its input_required has no inputRequests object and no requestState string");
        }

        ImmutableArray<(string, string, JsonElement?)>.Builder all = ImmutableArray.CreateBuilder<(string, string, JsonElement?)>();
        foreach (JsonProperty request in hasRequests ? requests.EnumerateObject() : default)
        {
            if (request.Value.ValueKind != JsonValueKind.Object || !request.Value.TryGetProperty("method"u8, out JsonElement method)
                || method.ValueKind != JsonValueKind.String || all.Count == MaxRequests)
            {
                return (null, $"its inputRequests are not requests, or more than {MaxRequests}");
            }

            JsonElement? parameters = request.Value.TryGetProperty("params"u8, out JsonElement p) && p.ValueKind == JsonValueKind.Object ? p : null;
            all.Add((request.Name, method.GetString()!, parameters));
        }

        return (new(all.DrainToImmutable(), hasState ? state.GetString() : null), null);
    }
}
