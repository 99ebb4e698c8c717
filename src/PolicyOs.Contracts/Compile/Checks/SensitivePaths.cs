using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile.Checks;

/// <summary>A sensitive value is kept nowhere, so nothing that keeps values may read it (spec 1.4, sensitive).</summary>
internal sealed class SensitivePaths : IStage
{
    public void Run(Compilation compilation)
    {
        foreach (ToolDraft tool in compilation.Drafts)
        {
            if (tool.Contract is { Sensitive.IsEmpty: false } contract)
            {
                foreach ((Located<string> use, string what) in Uses(tool, compilation))
                {
                    if (compilation.Paths.Compile(use) is { } path
                        && contract.Sensitive.FirstOrDefault(s => PathSteps.Overlap(PathSteps.Of(s), PathSteps.Of(path))) is { } sensitive)
                    {
                        compilation.Report.Add(Codes.SensitiveUse, use.At, $"`{use.Value}` of `{tool.Name}` is sensitive (`{sensitive}`) and cannot be used in {what}, which keeps values");
                    }
                }
            }
        }
    }

    private static IEnumerable<(Located<string> Path, string What)> Uses(ToolDraft tool, Compilation compilation)
    {
        ToolContractSyntax s = tool.Syntax!;
        SessionSyntax? session = compilation.Syntax.Session;
        var uses = s.Binds.Select(b => (b.Path, "binds"))
            .Concat((s.Idempotency?.Key).OrAbsent().Select(k => ((Located<string>?)k, "an idempotency key")))
            .Concat(s.Preconditions.Select(p => (p.Resource?.Path, "a precondition")))
            .Concat((session?.Aggregates).OrAbsent().Where(a => a.Tool.Any(t => t.Value == tool.Name || t.Value == "*")).Select(a => (a.Path, "an aggregate")))
            .Concat((session?.Envelopes).OrAbsent().SelectMany(e => e.Stages).Where(e => e.Tool?.Value == tool.Name)
                .SelectMany(e => e.Key.Prepend(e.Path)).Select(p => (p, "an envelope")))
            .Concat(compilation.Drafts.SelectMany(d => (d.Syntax?.Preconditions).OrAbsent()).Where(p => p.RequiresPriorTool?.Value == tool.Name)
                .SelectMany(p => p.WithOutput.Select(w => w.Path).Prepend(p.Resource?.Path)).Select(p => (p, "a precondition")));
        return uses.Where(u => u.Item1 is not null).Select(u => (u.Item1!, u.Item2)).Distinct();
    }
}
