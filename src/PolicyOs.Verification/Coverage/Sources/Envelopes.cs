using PolicyOs.Contracts.Model;

namespace PolicyOs.Verification.Coverage.Sources;

/// <summary>Row 16: every stage of every envelope: what it captures, and what it holds.</summary>
internal sealed class Envelopes : IRuleSource
{
    public IEnumerable<RuleInstance> Of(CompiledBundle bundle)
    {
        for (int envelope = 0; envelope < bundle.Session.Envelopes.Length; envelope++)
        {
            Envelope of = bundle.Session.Envelopes[envelope];
            for (int stage = 0; stage < of.Stages.Length; stage++)
            {
                var reference = new EnvelopeStageReference(envelope, stage);
                int tool = of.Stages[stage].Tool;
                if (bundle.Tools[tool].Contract is null)
                {
                    continue;
                }

                yield return new(
                    $"session.yaml: envelopes[{of.Name}].stages[{of.Stages[stage].Role.ToString().ToLowerInvariant()} {bundle.Tools[tool].Name}]",
                    "envelopes",
                    [.. of.Stages.Where(s => s.Role == EnvelopeRole.Constrained).Select(s => s.Tool).Distinct()],
                    b => b.WithContract(tool, c => c with { EnvelopeStages = c.EnvelopeStages.Remove(reference) }));
            }
        }
    }
}
