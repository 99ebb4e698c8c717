using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary>Steps of golden tasks.</summary>
internal sealed class GoldenStepCompiler(Compilation compilation)
{
    private static readonly JsonElement EmptyObject = JsonElement.Parse("{}");
    private static readonly GoldenApproval Unanswered = new(GoldenApprovalDecision.None, null, []);

    internal GoldenGiven? Given(GoldenGivenSyntax s)
    {
        if (compilation.FindTool(s.Call) is not { } tool)
        {
            return null;
        }

        if (tool.File is null)
        {
            compilation.Report.Add(Codes.GivenWithoutContract, s.Call!.At, $"`{tool.Name}` has no contract, so nothing can have committed");
        }

        return new GoldenGiven(tool.Number, s.Args?.Value ?? EmptyObject, s.Result?.Value ?? EmptyObject);
    }

    internal ImmutableArray<GoldenStep> Compile(SyntaxList<GoldenStepSyntax> steps)
    {
        var compiled = ImmutableArray.CreateBuilder<GoldenStep>(steps.Count);
        foreach (GoldenStepSyntax s in steps)
        {
            compiled.Add(Step(s, compiled));
        }

        return compiled.MoveToImmutable();
    }

    internal GoldenStep Case(GoldenCaseSyntax s, ToolDraft tool)
    {
        AtMostOneResponse(s, "result", "error");
        return new GoldenStep.Call(
            tool.Name,
            tool.Number,
            s.Args?.Value ?? EmptyObject,
            Response(s.Result, s.Error, isLost: false),
            Approval(s.Approval),
            new GoldenStepExpect(s.Expect?.Verdict?.Value, Code(s.Expect?.Code), -1, null, null))
        { Place = GoldenStage.Place(s.At), Advance = TimeSpan.Zero };
    }

    private GoldenStep Step(GoldenStepSyntax s, ImmutableArray<GoldenStep>.Builder before)
    {
        var place = GoldenStage.Place(s.At);
        TimeSpan advance = Advance(s.Advance);
        bool isOne = ExactlyOne.Of(s, compilation.Report, "call", "label", "kill", "resolve");
        if (isOne && s.Call is null)
        {
            foreach (var key in s.Node.Entries.Where(e => e.Key is "args" or "result" or "error" or "timeout" or "approval" or "expect"))
            {
                compilation.Report.Add(Codes.KeyWithoutEffect, key.KeyAt, $"`{key.Key}` goes with `call`");
            }
        }

        return s switch
        {
            { Label: { } label } => new GoldenStep.Label(label.Value) { Place = place, Advance = advance },
            { Resolve: { } resolve } => new GoldenStep.Resolve(ResolvedSteps(resolve, before), resolve.Outcome?.Value ?? false) { Place = place, Advance = advance },
            { Kill: not null } => new GoldenStep.Kill { Place = place, Advance = advance },
            _ => Call(s) with { Place = place, Advance = advance },
        };
    }

    private GoldenStep.Call Call(GoldenStepSyntax s)
    {
        AtMostOneResponse(s, "result", "error", "timeout");
        return new GoldenStep.Call(
            s.Call?.Value ?? string.Empty,
            Tool(s),
            s.Args?.Value ?? EmptyObject,
            Response(s.Result, s.Error, s.Timeout is not null),
            Approval(s.Approval),
            s.Expect is { } expect ? Expect(expect) : null)
        { Place = GoldenStage.Place(s.At), Advance = TimeSpan.Zero };
    }

    /// <summary>Blocked tools need not be declared, and a call that is expected to be unknown must not be.</summary>
    private int Tool(GoldenStepSyntax s)
    {
        string? name = s.Call?.Value;
        bool mayBeUnknown = s.Expect?.Code?.Value == "UNKNOWN_ACTION"
            || (compilation.Syntax.Agent?.BlockedTools).OrAbsent().Any(b => b.Value == name);
        return mayBeUnknown ? compilation.Tools.Peek(name) : compilation.Tools.Find(s.Call);
    }

    private GoldenStepExpect Expect(GoldenStepExpectSyntax s) => new(
        s.Verdict?.Value,
        Code(s.Code),
        compilation.Phases.Find(s.Phase),
        s.Evidence?.Value,
        s.MaxMs is { } ms ? TimeSpan.FromMilliseconds(ms.Value) : null);

    private string? Code(Located<string>? code)
    {
        if (code is not null && !DecisionCodeNames.All.Contains(code.Value))
        {
            compilation.Report.Add(Codes.UnknownName, code.At, $"there is no decision code `{code.Value}`", NearMiss.Help(code.Value, DecisionCodeNames.All.Order(StringComparer.Ordinal)));
        }

        return code?.Value;
    }

    private GoldenResponse? Response(Located<JsonElement>? result, GoldenErrorSyntax? error, bool isLost) => (result, error, isLost) switch
    {
        (_, _, true) => new GoldenResponse.Lost(),
        (_, { } e, _) => new GoldenResponse.Error(ErrorClassStage.Code(e.Code, compilation.Report), e.Message?.Value ?? string.Empty),
        ({ } r, _, _) => new GoldenResponse.Result(r.Value),
        _ => null,
    };

    private static GoldenApproval Approval(GoldenApprovalSyntax? s) => s is null
        ? Unanswered
        : new GoldenApproval(s.Decision?.Value ?? default, s.By?.Id?.Value, s.By is null ? [] : Compilation.Texts(s.By.Roles));

    private void AtMostOneResponse(SyntaxNode s, params ReadOnlySpan<string> keys)
    {
        int found = 0;
        foreach (string key in keys)
        {
            found += s.Node.Find(key) is null ? 0 : 1;
        }

        if (found > 1)
        {
            compilation.Report.Add(Codes.NotExactlyOne, s.At, $"at most one of {string.Join(", ", keys!)} can be answered, {found} are given");
        }
    }

    /// <summary>A step by its number, from 1, or the latest call of a tool before.</summary>
    private ImmutableArray<int> ResolvedSteps(GoldenResolveSyntax s, ImmutableArray<GoldenStep>.Builder before)
    {
        if (s.Call is not { } call)
        {
            return [];
        }

        IEnumerable<int> calls = Enumerable.Range(0, before.Count).Where(step => before[step] is GoldenStep.Call);
        ImmutableArray<int> meant = int.TryParse(call.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? [.. calls.Where(step => step == number - 1)]
            : [.. calls.Where(step => ((GoldenStep.Call)before[step]).ToolName == call.Value)];
        if (meant.IsEmpty)
        {
            compilation.Report.Add(Codes.UnknownName, call.At, $"no step before this one calls `{call.Value}`", "write the number of the step, from 1, or its tool");
        }

        return meant;
    }

    private TimeSpan Advance(Located<string>? at)
    {
        if (at is null)
        {
            return TimeSpan.Zero;
        }

        try
        {
            if (at.Value.StartsWith("+P", StringComparison.Ordinal))
            {
                return System.Xml.XmlConvert.ToTimeSpan(at.Value[1..]);
            }
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            // Told below, as any other text that is no duration.
        }

        compilation.Report.Add(Codes.BadDuration, at.At, $"`{at.Value}` is no duration after a plus", "write ISO 8601, such as +PT90S or +P1D");
        return TimeSpan.Zero;
    }
}
