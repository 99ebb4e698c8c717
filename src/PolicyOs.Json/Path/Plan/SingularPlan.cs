using System.Text;
using System.Text.Json;

namespace PolicyOs.Json.Path.Plan;

/// <summary>A compiled singular query: names are UTF-8 already, nothing is allocated on the way.</summary>
internal sealed class SingularPlan(PathStep[] steps)
{
    private readonly (byte[]? Name, long Index)[] _steps =
        [.. steps.Select(step => (step.Name is null ? null : Encoding.UTF8.GetBytes(step.Name), step.Index))];

    /// <summary>Goes from a value to the one node, if it is there.</summary>
    public bool TryFollow(JsonElement start, out JsonElement value)
    {
        value = start;
        foreach ((byte[]? name, long index) in _steps)
        {
            bool there = name is null
                ? Children.TryGetElement(value, index, out _, out value)
                : value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out value);
            if (!there)
            {
                value = default;
                return false;
            }
        }

        return true;
    }
}
