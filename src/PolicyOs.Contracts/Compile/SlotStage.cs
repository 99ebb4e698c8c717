using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary>Numbers the slots that <c>binds</c> of any tool declare, so that every <c>ref</c> and <c>binding</c> can be resolved.</summary>
internal sealed class SlotStage : IStage
{
    public void Run(Compilation compilation)
    {
        var first = new Dictionary<string, Located<string>>(StringComparer.Ordinal);
        foreach (BindSyntax bind in compilation.Drafts.SelectMany(d => (d.Syntax?.Binds).OrAbsent()))
        {
            if (bind.Name is not { } name)
            {
                continue;
            }

            compilation.Slots.Intern(name);
            if (!first.TryAdd(name.Value, name))
            {
                Located<string> other = first[name.Value];
                compilation.Report.Add(Codes.SlotTwice, name.At, $"slot `{name.Value}` is also declared at {other.At.File}({other.At.Line},{other.At.Column})", "give one of them another name");
                compilation.Report.Add(Codes.SlotTwice, other.At, $"slot `{name.Value}` is also declared at {name.At.File}({name.At.Line},{name.At.Column})", "give one of them another name");
            }
        }
    }
}
