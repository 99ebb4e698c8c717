using PolicyOs.Expressions.Tests.Properties;
using PolicyOs.Expressions.Types;
using PolicyOs.Testing;

namespace PolicyOs.Expressions.Tests.Checking;

/// <summary>What authors read when an expression is refused, kept in <c>diagnostics.txt</c>.</summary>
public sealed class DiagnosticTests
{
    private static readonly string[] Sources =
    [
        // syntax
        "", "1 +", "input.tier = 1", "a & b", "(1", "[1, 2", "'open", "'\\q'", "1.5.2e", "0x", "9223372036854775808", "1e400", "let", "input.true",
        "Money{amount: 1}", "has(input)", "[1].map(1, 2)", "[1].all(x, x, true)", "`a b`", "input..tier", "😀", "1 2", "!-1", "cel.block(1, 2)", "\"\\ud800\"",

        // names
        "inputs.tier", "input.teir", "input.unknown == 1", "input['teir']", "size(inptu)", "input.name.startWith('a')", "strings.qoute('a')",
        "has(input.tiers)", "[1].map(x, y)", "cel.index(0)", "math.greates(1, 2)",
        "startsWith(input.name, 'a')", "input.name.isIP()",

        // types
        "input.tier + 'a'", "input.tier == 1.0", "input.budget.amount in [1, 2]", "input.tier <= 'x'", "input.name && true", "!input.tier", "-input.name",
        "input.tier ? 1 : 2", "true ? 1 : 'a'", "input.tier.name", "input.name[0]", "input.items['a']", "input.tier.all(x, true)", "input.items.all(x, x.price)",
        "input.items.all(x, x.prize > 1.0)", "input.name.startsWith(1)", "size(1)", "{1.0: 2}", "[?1]", "input.items.map(i, i.sku + 1)",
        "optional.of(1).optFlatMap(x, x)", "timestamp('yesterday')", "duration('soon')", "input.name.matches('(')", "input.name.matches('(?=a)')",
        "input.none + 'a'", "input.tier +\n  input.name\n  + 1",

        // cost
        "input.items.all(a, input.items.all(b, a == b))", "lists.range(100000).all(x, lists.range(1000).all(y, x > y))",
    ];

    [Fact]
    public void Compile_WrongSources_AreRefusedAsRecorded()
    {
        IEnumerable<string> refusals = Sources.Select(source =>
        {
            CelCompilation compilation = CelProgram.Compile(source, Host.Environment);
            Assert.True(compilation.Program is null, $"not refused: {source}");
            return string.Join('\n', compilation.Diagnostics.Select(d => d.Render(source)));
        });
        Golden.Match(RepositoryRoot.At("tests", "PolicyOs.Expressions.Tests", "Checking", "diagnostics.txt"), string.Join("\n\n", refusals) + "\n");
    }

    [Fact]
    public void Compile_SeveralMistakes_AreAllReportedInOrder()
    {
        CelCompilation compilation = CelProgram.Compile("input.teir > 1 && inptu.x && input.name > 1", Host.Environment);
        Assert.Equal([6, 18, 29], compilation.Diagnostics.Select(d => d.Offset));
    }

    [Fact]
    public void Compile_WholeOfTheWrongType_IsRefused()
    {
        CelCompilation compilation = CelProgram.Compile("input.tier + 1", Host.Environment, CelType.Bool);
        Assert.Equal(new CelDiagnostic(0, 14, "expected bool, found int"), Assert.Single(compilation.Diagnostics));
    }

    [Fact]
    public void Compile_WholeOfUnknownType_IsLeftToTheEvaluation()
    {
        CelCompilation compilation = CelProgram.Compile("principal.attributes.flag", Host.Environment, CelType.Bool);
        Assert.NotNull(compilation.Program);
    }
}
