using System.Text.Json;
using PolicyOs.Contracts.Compile;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Analysis;

/// <summary>An envelope without a key whose tools share an argument: the value for one entity would bound another's.</summary>
internal sealed class EnvelopeUnkeyed : IAnalysis
{
    public void Run(ContractGraph graph, FindingSink findings)
    {
        foreach (EnvelopeSyntax envelope in (graph.Compilation.Syntax.Session?.Envelopes).OrAbsent().Where(e => e.Stages.All(s => s.Key.Count == 0)))
        {
            foreach (EnvelopeStageSyntax constrained in envelope.Stages.Where(s => s.Role!.Value == EnvelopeRole.Constrained))
            {
                foreach (EnvelopeStageSyntax reference in envelope.Stages.Where(s => s.Role!.Value != EnvelopeRole.Constrained && s.Tool!.Value != constrained.Tool!.Value))
                {
                    Check(graph, findings, envelope, constrained, reference);
                }
            }
        }
    }

    private static void Check(ContractGraph graph, FindingSink findings, EnvelopeSyntax envelope, EnvelopeStageSyntax constrained, EnvelopeStageSyntax reference)
    {
        IEnumerable<string> shared = Arguments(graph, constrained).Intersect(Arguments(graph, reference), StringComparer.Ordinal);
        if (shared.FirstOrDefault() is { } name)
        {
            findings.Add(
                Codes.EnvelopeUnkeyed,
                envelope.Name!.Value,
                reference.At,
                $"`{reference.Tool!.Value}` and `{constrained.Tool!.Value}` share the argument `{name}`, and the envelope has no key: what was captured for one `{name}` bounds every other",
                $"write `key: [$.{name}]` in every stage");
        }
    }

    /// <summary>Declared top-level arguments, the one that the stage compares left out.</summary>
    private static IEnumerable<string> Arguments(ContractGraph graph, EnvelopeStageSyntax stage)
    {
        ToolDraft tool = graph.Tools[graph.Compilation.Tools.Peek(stage.Tool!.Value)];
        return tool.InputSchema is { ValueKind: JsonValueKind.Object } schema
            && schema.TryGetProperty("properties", out JsonElement properties) && properties.ValueKind == JsonValueKind.Object
            ? properties.EnumerateObject().Select(p => p.Name).Where(n => stage.Path!.Value != "$." + n)
            : [];
    }
}
