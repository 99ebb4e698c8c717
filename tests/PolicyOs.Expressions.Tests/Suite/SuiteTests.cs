using System.Globalization;
using PolicyOs.Expressions.Values;
using PolicyOs.Testing;

namespace PolicyOs.Expressions.Tests.Suite;

/// <summary>The official suite, each test as one here, in both modes.</summary>
public sealed class SuiteTests
{
    private static readonly string ExclusionList = RepositoryRoot.At("tests", "PolicyOs.Expressions.Tests", "Suite", "excluded.txt");

    public static TheoryData<string> Parsed => [.. CelSuite.Included.Values.Where(test => !test.CheckOnly).Select(test => test.Id)];

    public static TheoryData<string> Checked => [.. CelSuite.Included.Values.Where(test => !test.ParseOnly).Select(test => test.Id)];

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Parsed))]
    public void Suite_ParseOnly_EvaluatesAsStated(string id)
    {
        SuiteCase test = CelSuite.Included[id];
        CelEnvironment environment = SuiteValues.Environment(test);
        CelCompilation compilation = CelProgram.Compile(test.Expression, environment, mode: CelMode.ParseOnly);
        Assert.Equal([], compilation.Diagnostics);
        AssertOutcome(test, environment, compilation.Program!);
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Checked))]
    public void Suite_Checked_HasTypeAndEvaluatesAsStated(string id)
    {
        SuiteCase test = CelSuite.Included[id];
        CelEnvironment environment = SuiteValues.Environment(test);
        CelCompilation compilation = CelProgram.Compile(test.Expression, environment);
        if (test.ExpectsError && compilation.Program is null)
        {
            // An error that is certain is found before the evaluation.
            return;
        }

        Assert.Equal([], compilation.Diagnostics.Select(d => d.Render(test.Expression)));
        if (test.DeducedType is { } type)
        {
            Assert.Equal(SuiteValues.Type(type).ToString(), compilation.Program!.ResultType.ToString());
        }

        if (!test.CheckOnly)
        {
            AssertOutcome(test, environment, compilation.Program!);
        }
    }

    [Fact]
    public void Suite_Exclusions_AreThoseListed()
    {
        Assert.SkipWhen(CelSuite.All.Count == 0, "the suite is not beside the checkout");
        IEnumerable<string> excluded =
            from test in CelSuite.All
            let reason = SuitePredicate.ReasonToExclude(test)
            where reason is not null
            group test by $"{test.File}/{test.Section}: {reason}" into section
            select string.Create(CultureInfo.InvariantCulture, $"{section.Key}: {section.Count()}");
        Golden.Match(ExclusionList, string.Join('\n', excluded.Order(StringComparer.Ordinal)) + "\n");
    }

    /// <summary>The list may get shorter; this number is lowered with it and never raised.</summary>
    [Fact]
    public void Suite_Exclusions_AreNoMoreThanEver()
    {
        const int MostExcluded = 714;
        int listed = File.ReadLines(ExclusionList).Sum(line => int.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
        Assert.InRange(listed, 0, MostExcluded);
    }

    private static void AssertOutcome(SuiteCase test, CelEnvironment environment, CelProgram program)
    {
        var activation = new CelActivation(environment);
        foreach ((string name, CelValue value) in SuiteValues.Bindings(test))
        {
            activation.Set(name, value);
        }

        CelValue actual = program.Evaluate(activation).Value;
        if (test.ExpectsError)
        {
            Assert.True(actual.IsError, $"expected an error, got {actual}");
        }
        else if (test.ExpectedValue is { } expected)
        {
            CelValue value = SuiteValues.Value(expected);
            Assert.True(SuiteValues.Same(value, actual), $"expected {value}, got {actual}");
        }
    }
}
