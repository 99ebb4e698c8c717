using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary><c>provider_constraints</c> of session.yaml: entries are conditions joined by " + ".</summary>
internal sealed class ProviderConstraintStage : IStage
{
    public void Run(Compilation compilation)
    {
        foreach (SyntaxMapEntry<ProviderConstraintSyntax> entry in (compilation.Syntax.Session?.ProviderConstraints).OrAbsent())
        {
            compilation.ProviderConstraints.Add(new ProviderConstraint(
                entry.Name.Value,
                [.. entry.Value.BlockIncompatible.Select(e => Conflict(e, compilation.Report))],
                [.. entry.Value.WarnIncompatible.Select(e => Conflict(e, compilation.Report))],
                entry.Value.WarnFloatingAlias?.Value ?? false));
        }

        if (compilation.Syntax.Session?.ProviderConstraints is { Count: > 0 } && !compilation.AllowsSampling)
        {
            compilation.Report.Add(
                Codes.NotEnforceable, compilation.Syntax.Session.KeyAt("provider_constraints"), "not_enforceable: no server may ask for sampling, and no other provider request passes a gateway");
        }
    }

    private static ProviderConflict Conflict(Located<string> entry, DiagnosticBag report) =>
        new(entry.Value, [.. entry.Value.Split(" + ").Select(static c => c.Trim()).Select(c => Condition(c, entry, report))]);

    private static ProviderCondition Condition(string text, Located<string> entry, DiagnosticBag report)
    {
        string[] sides = text.Split('=', 2, StringSplitOptions.TrimEntries);
        if (text.Length == 0)
        {
            report.Add(Codes.BadText, entry.At, "a condition is missing beside ` + `");
        }
        else if (sides.Any(static side => side.Length == 0))
        {
            report.Add(Codes.BadText, entry.At, $"`{text}` has nothing on one side of `=`", "write `name`, `name.name`, `name=value` or the name of a model");
        }

        return new ProviderCondition(text, [.. sides[0].Split('.').Select(ProviderCondition.Normal)], sides.Length == 2 ? sides[1] : null);
    }
}
