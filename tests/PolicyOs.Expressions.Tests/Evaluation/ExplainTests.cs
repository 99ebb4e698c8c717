using System.Globalization;
using PolicyOs.Expressions.Tests.Properties;

namespace PolicyOs.Expressions.Tests.Evaluation;

/// <summary>The value of each sub-expression.</summary>
public sealed class ExplainTests
{
    [Fact]
    public void Explain_RuleThatHolds_ShowsEveryValueAndWhatWasNotReached()
    {
        const string Source = "input.budget.amount <= principal.attributes.limit && (input.tier != 1 || 'director' in principal.roles || now.getFullYear() > 2030)";
        CelExplanation explanation = CelProgram.Compile(Source, Host.Environment).Program!.Explain(Host.Activation());
        Assert.True(explanation.Result.Truth);
        Assert.Equal(
            [
                "0 true input.budget.amount <= principal.attributes.limit && (input.tier != 1 || 'director' in principal.roles || now.getFullYear() > 2030)",
                "1 true input.budget.amount <= principal.attributes.limit",
                "2 2500.5 input.budget.amount",
                "2 5000 principal.attributes.limit",
                "1 true input.tier != 1 || 'director' in principal.roles || now.getFullYear() > 2030",
                "2 false input.tier != 1",
                "3 1 input.tier",
                "2 true 'director' in principal.roles",
                "3 [\"director\", \"viewer\"] principal.roles",
                "2 - now.getFullYear() > 2030",
                "3 - now.getFullYear()",
                "4 - now",
            ],
            Lines(Source, explanation));
    }

    [Fact]
    public void Explain_Loop_ShowsHowOftenAndTheLastValue()
    {
        const string Source = "input.items.exists(i, i.price > 2.0)";
        CelExplanation explanation = CelProgram.Compile(Source, Host.Environment).Program!.Explain(Host.Activation());
        CelStep body = explanation.Steps.Single(step => Source.Substring(step.Offset, step.Length) == "i.price > 2.0");
        Assert.Equal((2, "true"), (body.Evaluations, body.Value.ToString()));
    }

    [Fact]
    public void Explain_RuleThatFails_ShowsTheErrorWhereItIs()
    {
        const string Source = "principal.attributes.nope > 1 || input.tier == 2";
        CelExplanation explanation = CelProgram.Compile(Source, Host.Environment).Program!.Explain(Host.Activation());
        Assert.Equal("error: no such key: `nope`", explanation.Result.Value.ToString());
        Assert.Equal("2 error: no such key: `nope` principal.attributes.nope", Lines(Source, explanation)[2]);
    }

    [Fact]
    public void Explain_AnySource_ComesToWhatEvaluatingDoes()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            CelProgram? program = CelProgram.Compile(new RandomExpression(seed).Next(), Host.Environment, mode: CelMode.ParseOnly).Program;
            if (program is not null)
            {
                CelExplanation explanation = program.Explain(Host.Activation());
                Assert.Equal(program.Evaluate(Host.Activation()).Value.ToString(), explanation.Result.Value.ToString());
                Assert.All(explanation.Steps, step => Assert.InRange(step.Offset + step.Length, step.Offset, program.Source.Length));
            }
        }
    }

    private static string[] Lines(string source, CelExplanation explanation) =>
    [
        .. explanation.Steps.Select(step => string.Create(
            CultureInfo.InvariantCulture,
            $"{step.Depth} {(step.Evaluations == 0 ? "-" : step.Value)} {source.AsSpan(step.Offset, step.Length)}")),
    ];
}
