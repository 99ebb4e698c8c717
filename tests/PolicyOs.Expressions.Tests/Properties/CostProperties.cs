using System.Globalization;
using PolicyOs.Expressions.Checking;
using PolicyOs.Expressions.Syntax;
using PolicyOs.Expressions.Tests.Suite;
using PolicyOs.Expressions.Types;

namespace PolicyOs.Expressions.Tests.Properties;

/// <summary>The static bound is one: no evaluation of an expression whose sizes are known costs more.</summary>
public sealed class CostProperties
{
    private static readonly CelLimits Limits = new() { MaxStaticCost = long.MaxValue };

    [Fact]
    public void StaticBound_OfRandomExpressions_IsNeverExceeded()
    {
        IEnumerable<string> sources = Enumerable.Range(0, 8_000).Select(seed => new RandomExpression(seed).Next())
            .Concat(CelSuite.Included.Values.Where(test => !test.ParseOnly).Select(test => test.Expression));
        int compared = 0;
        foreach (string source in sources)
        {
            ParsedSource parsed = Parser.Parse(source, CelLimits.Default);
            if (parsed.Error is not null || Checker.Check(parsed, Host.Environment, CelType.Dyn) is not { Diagnostics.Length: 0 } verified)
            {
                continue;
            }

            (CostBound bound, CelDiagnostic? refusal) = CostEstimator.Estimate(parsed.Root, Host.Environment, verified.Types, Limits);
            if (refusal is null && bound.Degree == 0)
            {
                CelProgram program = CelProgram.Compile(source, Host.Environment, limits: Limits).Program!;
                long cost = program.Evaluate(Host.Activation(), long.MaxValue).Cost;
                Assert.True(cost <= bound.Factor, string.Create(CultureInfo.InvariantCulture, $"{source} costs {cost}, bound {bound.Factor}"));
                compared++;
            }
        }

        Assert.True(compared > 500, $"only {compared} expressions were compared");
    }
}
