using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Values;

namespace PolicyOs.Verification.Coverage.Sources;

/// <summary>What a call leaves behind for later decisions: labels, values in slots, cost; and upstream errors that mean nothing happened.</summary>
internal sealed class Effects : IRuleSource
{
    public IEnumerable<RuleInstance> Of(CompiledBundle bundle) => bundle.Contracts().SelectMany(pair => OfTool(bundle, pair.Tool, pair.Contract));

    private static IEnumerable<RuleInstance> OfTool(CompiledBundle bundle, Tool tool, ToolContract contract)
    {
        int number = tool.Number;
        string file = BundleEdits.FileOf(tool);
        foreach (int label in contract.AddsLabels)
        {
            yield return new($"{file}: labels.add[{bundle.Labels[label]}]", "effect", [number], b => b.WithContract(number, c => c with { AddsLabels = c.AddsLabels.Remove(label) }));
        }

        foreach ((LabelFromOutput _, int entry, string name) in contract.LabelsFromOutput.Named(l => $"{bundle.Labels[l.Label]} {PathText.Of(l.Condition.Path)}"))
        {
            yield return new($"{file}: labels.from_output[{name}]", "effect", [number], b => b.WithContract(number, c => c with { LabelsFromOutput = c.LabelsFromOutput.RemoveAt(entry) }));
        }

        foreach ((Bind _, int entry, string name) in contract.Binds.Named(bind => bundle.Slots[bind.Slot]))
        {
            yield return new($"{file}: binds[{name}]", "effect", [number], b => b.WithContract(number, c => c with { Binds = c.Binds.RemoveAt(entry) }));
        }

        if (contract.Cost is not null)
        {
            yield return new($"{file}: cost", "effect", [number], b => b.WithContract(number, c => c with { Cost = null }));
        }

        foreach ((AllowedError _, int entry, string name) in contract.AllowedErrors.Named(error => error.Code ?? "message_regex"))
        {
            yield return new($"{file}: allowed_errors[{name}]", "effect", [number], b => b.WithContract(number, c => c with { AllowedErrors = c.AllowedErrors.RemoveAt(entry) }));
        }
    }
}
