using System.Collections.Immutable;
using PolicyOs.Contracts.Compile;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Contracts.Analysis;

/// <summary>Tools that must have captured a value before a constrained call can pass.</summary>
internal static class EnvelopeReferences
{
    /// <summary>For each envelope that constrains the tool and each role of reference in it: the tools that capture it.</summary>
    internal static IEnumerable<ImmutableArray<int>> Of(ToolDraft tool, Compilation compilation)
    {
        foreach (EnvelopeStageReference reference in tool.EnvelopeStages)
        {
            Envelope envelope = compilation.Envelopes[reference.Envelope];
            if (envelope.Stages[reference.Stage].Role == EnvelopeRole.Constrained)
            {
                foreach (IGrouping<EnvelopeRole, EnvelopeStage> role in envelope.Stages.Where(s => s.Role != EnvelopeRole.Constrained).GroupBy(s => s.Role))
                {
                    yield return [.. role.Select(s => s.Tool).Distinct()];
                }
            }
        }
    }
}
