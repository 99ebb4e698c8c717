using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.Engine.Requests;

/// <summary>
/// <c>provider_constraints</c> on a request for sampling (spec 1.5). A condition is looked for in the request's params and in their
/// <c>metadata</c>, which goes to the provider; a model by its name in the hints.
/// </summary>
public static class SamplingRequests
{
    /// <summary>Why a request is not let through; null when it may be.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="parameters">The params of sampling/createMessage; null when there are none.</param>
    public static RequestFinding? WhyNot(CompiledBundle bundle, JsonElement? parameters)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        foreach (ProviderConstraint constraint in bundle.Session.ProviderConstraints)
        {
            foreach (ProviderConflict conflict in constraint.BlockIncompatible)
            {
                if (IsFound(conflict, parameters))
                {
                    return new(DecisionCode.PolicyDenied, $"{constraint.Provider} does not take this together: {conflict.Source} (provider_constraints)");
                }
            }
        }

        return null;
    }

    /// <summary>What is odd about a request that goes on all the same, in words.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="parameters">The params of sampling/createMessage; null when there are none.</param>
    public static ImmutableArray<string> Warnings(CompiledBundle bundle, JsonElement? parameters)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        var warnings = ImmutableArray.CreateBuilder<string>();
        foreach (ProviderConstraint constraint in bundle.Session.ProviderConstraints)
        {
            warnings.AddRange(constraint.WarnIncompatible.Where(conflict => IsFound(conflict, parameters))
                .Select(conflict => $"{constraint.Provider} does not take this together: {conflict.Source}"));
        }

        if (bundle.Session.ProviderConstraints.FirstOrDefault(static c => c.WarnFloatingAlias) is { } floating)
        {
            warnings.AddRange(ModelHints.Of(parameters).Where(static name => !ModelHints.IsPinned(name))
                .Select(name => $"model `{name}` has no version, and what it stands for may change ({floating.Provider})"));
        }

        return warnings.ToImmutable();
    }

    private static bool IsFound(ProviderConflict conflict, JsonElement? parameters) =>
        parameters is { ValueKind: JsonValueKind.Object } request && conflict.Conditions.All(condition => IsFound(condition, request));

    private static bool IsFound(ProviderCondition condition, JsonElement request) =>
        Holds(condition, request)
        || (request.TryGetProperty("metadata"u8, out JsonElement metadata) && Holds(condition, metadata))
        || (condition.Value is null && ModelHints.Of(request).Any(name => ModelHints.IsOf(name, condition.Source)));

    private static bool Holds(ProviderCondition condition, JsonElement holder)
    {
        JsonElement found = holder;
        foreach (string name in condition.Path)
        {
            if (found.ValueKind != JsonValueKind.Object || Member(found, name) is not { } member)
            {
                return false;
            }

            found = member;
        }

        return condition.Value is { } value
            ? found.ValueKind switch
            {
                JsonValueKind.String => found.ValueEquals(value),
                JsonValueKind.Object or JsonValueKind.Array => false,
                _ => found.GetRawText() == value,
            }
            : found.ValueKind is not (JsonValueKind.Null or JsonValueKind.False);
    }

    private static JsonElement? Member(JsonElement holder, string name)
    {
        foreach (JsonProperty member in holder.EnumerateObject())
        {
            if (ProviderCondition.Normal(member.Name) == name)
            {
                return member.Value;
            }
        }

        return null;
    }
}
