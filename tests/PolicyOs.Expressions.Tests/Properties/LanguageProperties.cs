using System.Diagnostics;
using System.Globalization;
using PolicyOs.Expressions.Syntax;
using PolicyOs.Expressions.Tests.Suite;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Tests.Properties;

/// <summary>
/// What holds for every source. The count of random sources is small by default; the nightly run is
/// <c>POLICYOS_CEL_RANDOM=500000 dotnet test tests/PolicyOs.Expressions.Tests -c Release</c>.
/// </summary>
public sealed class LanguageProperties
{
    private const int DefaultCount = 12_000;
    private const long Budget = 20_000;

    /// <summary>Far more than any evaluation within the budget takes, even on a busy machine.</summary>
    private static readonly TimeSpan Hanging = TimeSpan.FromSeconds(10);

    private static readonly CelLimits Limits = new() { Budget = Budget };

    /// <summary>Sources to damage: those of the suite, or random ones where it is absent.</summary>
    private static readonly string[] Seeds = CelSuite.All.Count > 0
        ? [.. CelSuite.All.Select(test => test.Expression)]
        : [.. Enumerable.Range(0, 500).Select(seed => new RandomExpression(seed).Next())];

    private static int Count => int.TryParse(
        Environment.GetEnvironmentVariable("POLICYOS_CEL_RANDOM"), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : DefaultCount;

    [Fact]
    public void Source_RandomOrDamaged_NeverThrowsHangsOrExceedsTheBudget()
    {
        CelActivation activation = Host.Activation();
        long evaluated = 0;
        for (int i = 0; i < Count; i++)
        {
            string source = Source(i);
            long start = Stopwatch.GetTimestamp();
            foreach (CelMode mode in Enum.GetValues<CelMode>())
            {
                CelCompilation compilation = CelProgram.Compile(source, Host.Environment, limits: Limits, mode: mode);
                if (compilation.Program is null)
                {
                    Assert.NotEmpty(compilation.Diagnostics);
                    Assert.All(compilation.Diagnostics, d => Assert.InRange(d.Offset + d.Length, d.Offset, source.Length));
                    continue;
                }

                CelResult result = compilation.Program.Evaluate(activation);
                evaluated++;
                if (result.Error is null)
                {
                    Assert.True(result.Cost <= Budget, $"seed {i} cost {result.Cost}: {source}");
                }
                else
                {
                    Assert.InRange(result.Error.Offset + result.Error.Length, result.Error.Offset, source.Length);
                }
            }

            Assert.True(Stopwatch.GetElapsedTime(start) < Hanging, $"seed {i} hangs: {source}");
        }

        Assert.True(evaluated > Count / 4, $"only {evaluated} of {Count} sources could be evaluated");
    }

    [Fact]
    public void Source_EvaluatedTwice_ComesToTheSame()
    {
        for (int i = 0; i < Count / 10; i++)
        {
            string source = new RandomExpression(i).Next();
            Assert.Equal(Outcome(source), Outcome(source));
        }
    }

    [Fact]
    public void Source_ParsedPrintedAndParsed_IsTheSameTree()
    {
        IEnumerable<string> sources = CelSuite.All.Select(test => test.Expression)
            .Concat(Enumerable.Range(0, Count / 3).Select(seed => new RandomExpression(seed).Next()))
            .Concat(Enumerable.Range(0, Count / 3).Select(Source));
        int compared = 0;
        foreach (string source in sources)
        {
            ParsedSource first = Parser.Parse(source, CelLimits.Default);
            if (first.Error is not null)
            {
                continue;
            }

            string printed = Printer.Print(first.Root);
            ParsedSource second = Parser.Parse(printed, new CelLimits { MaxSourceLength = int.MaxValue });
            Assert.True(second.Error is null, $"{source}\nprints as\n{printed}\nwhich is no expression: {second.Error?.Message}");
            Assert.Equal(AstText.Of(first.Root), AstText.Of(second.Root));
            compared++;
        }

        Assert.True(compared > Count / 4);
    }

    [Fact]
    public void Program_Checked_EvaluatesAsUnchecked()
    {
        // Types change what numbers of JSON become, so only expressions without input are compared.
        int compared = 0;
        for (int i = 0; i < Count / 5; i++)
        {
            string source = new RandomExpression(i).Next();
            CelCompilation verified = CelProgram.Compile(source, Host.Environment);
            if (verified.Program is null || source.Contains("input", StringComparison.Ordinal) || source.Contains("principal", StringComparison.Ordinal))
            {
                continue;
            }

            CelValue free = CelProgram.Compile(source, Host.Environment, mode: CelMode.ParseOnly).Program!.Evaluate(Host.Activation()).Value;
            CelValue bound = verified.Program.Evaluate(Host.Activation()).Value;
            Assert.True(string.Equals(free.ToString(), bound.ToString(), StringComparison.Ordinal), $"{source}: {free} unchecked, {bound} checked");
            compared++;
        }

        Assert.True(compared > Count / 50, $"only {compared} of {Count / 5} passed the checker");
    }

    private static string Source(int seed)
    {
        string random = new RandomExpression(seed).Next();
        return (seed % 3) switch
        {
            0 => random,
            1 => new Mutation(seed).Of(random, Seeds[seed % Seeds.Length]),
            _ => new Mutation(seed).Of(Seeds[seed % Seeds.Length], random),
        };
    }

    private static string Outcome(string source)
    {
        CelCompilation compilation = CelProgram.Compile(source, Host.Environment, limits: Limits);
        if (compilation.Program is not { } program)
        {
            return string.Join('\n', compilation.Diagnostics);
        }

        CelResult result = program.Evaluate(Host.Activation());
        return string.Create(CultureInfo.InvariantCulture, $"{result.Value} {result.Cost} {result.Error}");
    }
}
