using System.Collections.Immutable;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Verification.Coverage.Sources;

/// <summary>Row 20: every checkpoint, its conditions, who decides and how many of them.</summary>
internal sealed class Checkpoints : IRuleSource
{
    public IEnumerable<RuleInstance> Of(CompiledBundle bundle)
    {
        // One checkpoint of the session is at every tool that it covers; one of a tool is its own.
        var found = bundle.Contracts()
            .SelectMany(pair => pair.Contract.Checkpoints.Select(checkpoint => (Id: IdOf(pair.Tool, checkpoint), pair.Tool, Checkpoint: checkpoint)))
            .GroupBy(entry => entry.Id, StringComparer.Ordinal);
        foreach (var group in found)
        {
            Checkpoint checkpoint = group.First().Checkpoint;
            ImmutableArray<int> tools = [.. group.Select(entry => entry.Tool.Number)];
            yield return new(group.Key, "approval", tools, b => With(b, group.Key, static _ => null));
            if (checkpoint.When.Length > 1)
            {
                for (int i = 0; i < checkpoint.When.Length; i++)
                {
                    int entry = i;
                    yield return new($"{group.Key}.when[{i + 1}]", "approval", tools, b => With(b, group.Key, c => c with { When = c.When.RemoveAt(entry) }));
                }
            }

            if (!checkpoint.Approvers.IsEmpty)
            {
                yield return new($"{group.Key}.approvers", "approval", tools, b => With(b, group.Key, static c => c with { Approvers = [] }));
            }

            if (checkpoint.Rule != ApprovalRule.Any && checkpoint.Approvers.Length > 1)
            {
                yield return new($"{group.Key}.rule", "approval", tools, b => With(b, group.Key, static c => c with { Rule = ApprovalRule.Any }));
            }

            if (checkpoint.SeparationOfDuties)
            {
                yield return new($"{group.Key}.separation_of_duties", "approval", tools, b => With(b, group.Key, static c => c with { SeparationOfDuties = false }));
            }
        }
    }

    private static string IdOf(Tool tool, Checkpoint checkpoint) => checkpoint.Origin switch
    {
        CheckpointOrigin.Tool => $"{BundleEdits.FileOf(tool)}: checkpoint",
        CheckpointOrigin.Session => $"session.yaml: checkpoints[{checkpoint.Name}]",
        CheckpointOrigin.Escalation => $"agent_contract.yaml: escalation_triggers[{checkpoint.Name}]",
        _ => $"agent_contract.yaml: {checkpoint.Name}[{tool.Name}]",
    };

    private static CompiledBundle With(CompiledBundle bundle, string id, Func<Checkpoint, Checkpoint?> change) => bundle with
    {
        Tools =
        [
            .. bundle.Tools.Select(tool => tool.Contract is { } contract
                ? tool with { Contract = contract with { Checkpoints = [.. contract.Checkpoints.Select(c => IdOf(tool, c) == id ? change(c) : c).OfType<Checkpoint>()] } }
                : tool),
        ],
    };
}
