using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;
using PolicyOs.Json.Path;

namespace PolicyOs.Contracts.Compile;

/// <summary><c>envelopes</c> of session.yaml.</summary>
internal sealed class EnvelopeStageCompiler : IStage
{
    public void Run(Compilation compilation)
    {
        var names = new NameTable("envelope", compilation.Report);
        foreach (EnvelopeSyntax s in (compilation.Syntax.Session?.Envelopes).OrAbsent())
        {
            var stages = ImmutableArray.CreateBuilder<EnvelopeStage>();
            bool isNew = s.Name is not null && names.Declare(s.Name) >= 0;
            foreach (EnvelopeStageSyntax stage in s.Stages)
            {
                if (Stage(stage, compilation) is { } built)
                {
                    if (isNew && built.Tool >= 0)
                    {
                        compilation.Drafts[built.Tool].EnvelopeStages.Add(new EnvelopeStageReference(compilation.Envelopes.Count, stages.Count));
                    }

                    stages.Add(built);
                }
            }

            EnvelopeRules.Check(s, compilation.Report);
            if (isNew)
            {
                compilation.Envelopes.Add(new Envelope(
                    s.Name!.Value, stages.ToImmutable(), s.Constraint?.Value ?? default, s.Band?.Value, s.Reason?.Value ?? string.Empty));
            }
        }
    }

    private static EnvelopeStage? Stage(EnvelopeStageSyntax s, Compilation compilation)
    {
        ToolDraft? tool = compilation.FindTool(s.Tool);
        ValueSource source = s.Source?.Value ?? ValueSource.Arguments;
        JsonPath? path = source == ValueSource.Output
            ? compilation.Paths.InOutput(s.Path, tool, "an envelope")
            : compilation.Paths.InArguments(s.Path, tool, "an envelope");
        ImmutableArray<JsonPath> key = [.. s.Key.Select(k => compilation.Paths.InArguments(k, tool, "a key")).OfType<JsonPath>()];
        return path is null ? null : new EnvelopeStage(tool?.Number ?? -1, path, s.Role?.Value ?? default, source, key);
    }
}
