using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Secrets;
using PolicyOs.Expressions;
using PolicyOs.Expressions.Values;
using PolicyOs.Json.Path;

namespace PolicyOs.Engine.Explanations;

/// <summary>Values of sub-expressions as people may see them: what depends on a masked argument is masked as a whole, errors excepted, which hold no values.</summary>
internal sealed class ShownValues(JsonElement arguments, ImmutableArray<JsonPath> sensitive)
{
    private readonly JsonElement _masked = Masking.ForPeople(arguments, sensitive);

    public string Of(CelStep step) => step.Value.Kind != CelKind.Error && step.Reads.Any(IsMasked) ? Masking.Sensitive : SecretText.Redact(step.Value.ToString());

    /// <summary>Whether masking changed what is read.</summary>
    private bool IsMasked(CelRead read)
    {
        if (read.Slot != RuleVariables.Input)
        {
            return false;
        }

        (JsonElement plain, JsonElement masked) = (arguments, _masked);
        foreach (string name in read.Fields)
        {
            if (plain.ValueKind != JsonValueKind.Object || !plain.TryGetProperty(name, out plain))
            {
                return false;
            }

            if (masked.ValueKind != JsonValueKind.Object || !masked.TryGetProperty(name, out masked))
            {
                return true;
            }
        }

        return !JsonElement.DeepEquals(plain, masked);
    }
}
