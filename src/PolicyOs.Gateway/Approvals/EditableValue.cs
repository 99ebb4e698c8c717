using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Engine.Approvals;
using PolicyOs.Json.Path;

namespace PolicyOs.Gateway.Approvals;

/// <summary>An argument that the approver may change.</summary>
/// <param name="Path">As the contract writes it.</param>
/// <param name="Type">string, boolean or number: what a form can ask for.</param>
internal sealed record EditableValue(string Path, string Type)
{
    /// <summary>What a form can ask for: values whose type in the call is one that a form has.</summary>
    public static ImmutableArray<EditableValue> Of(Approval approval, JsonElement arguments) =>
    [
        .. approval.Requirements.SelectMany(requirement => requirement.Editable).Distinct(StringComparer.Ordinal)
            .Select(path => new EditableValue(path, TypeAt(path, arguments))),
    ];

    private static string TypeAt(string path, JsonElement arguments) =>
        JsonPath.TryParse(path, out JsonPath? parsed, out _) && parsed!.IsSingular && parsed.TrySelectSingle(arguments, out JsonElement value)
            ? value.ValueKind switch
            {
                JsonValueKind.Number => "number",
                JsonValueKind.True or JsonValueKind.False => "boolean",
                _ => "string",
            }
            : "string";
}
