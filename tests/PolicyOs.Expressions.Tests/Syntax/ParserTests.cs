using PolicyOs.Expressions.Syntax;
using PolicyOs.Expressions.Tests.Properties;

namespace PolicyOs.Expressions.Tests.Syntax;

/// <summary>Precedence, printing and depth.</summary>
public sealed class ParserTests
{
    [Theory]
    [InlineData("a+b*c-d", "a + b * c - d")]
    [InlineData("(a+b)*c", "(a + b) * c")]
    [InlineData("a-(b-c)", "a - (b - c)")]
    [InlineData("a||b&&c||d", "a || b && c || d")]
    [InlineData("(a||b)&&c", "(a || b) && c")]
    [InlineData("a&&(b&&c)", "a && (b && c)")]
    [InlineData("a?b:c?d:e", "a ? b : c ? d : e")]
    [InlineData("(a?b:c)?d:e", "(a ? b : c) ? d : e")]
    [InlineData("a?(b?c:d):e", "a ? (b ? c : d) : e")]
    [InlineData("a<b==c", "a < b == c")]
    [InlineData("a<(b==c)", "a < (b == c)")]
    [InlineData("-(-a)", "--a")]
    [InlineData("-(1)", "-(1)")]
    [InlineData("- 1", "-1")]
    [InlineData("1 - -1", "1 - -1")]
    [InlineData("!(-1 == a)", "!(-1 == a)")]
    [InlineData("(-1).f()", "-1.f()")]
    [InlineData("-(1.f())", "-(1.f())")]
    [InlineData("!a.b", "!a.b")]
    [InlineData("(!a).b", "(!a).b")]
    [InlineData(".a.b(c)[d].?e", ".a.b(c)[d].?e")]
    [InlineData("{'a':1,?'b':c}[?x]", "{\"a\": 1, ?\"b\": c}[?x]")]
    [InlineData("x.`a-b`.`in`", "x.`a-b`.`in`")]
    [InlineData("[1,?a,]", "[1, ?a]")]
    [InlineData("a.map(x,x>1,x)", "a.map(x, x > 1, x)")]
    [InlineData("math.least(1,2)", "math.least([1, 2])")]
    [InlineData("cel.block([1],cel.index(0)+cel.iterVar(0,1))", "cel.block([1], cel.index(0) + cel.iterVar(0, 1))")]
    [InlineData("'\\u0007\"\\\\'", "\"\\a\\\"\\\\\"")]
    [InlineData("br'\\x'", "b\"\\\\x\"")]
    [InlineData("1e3 + .5", "1000.0 + 0.5")]
    [InlineData("a // b\n + c", "a + c")]
    public void Source_Printed_HasTheParenthesesItNeeds(string source, string printed)
    {
        ParsedSource parsed = Parser.Parse(source, CelLimits.Default);
        Assert.Null(parsed.Error);
        Assert.Equal(printed, Printer.Print(parsed.Root));
        Assert.Equal(AstText.Of(parsed.Root), AstText.Of(Parser.Parse(printed, CelLimits.Default).Root));
    }

    /// <summary>Whatever nests or chains without end is refused, long before a stack is full.</summary>
    [Theory]
    [InlineData("(", "1", ")")]
    [InlineData("[", "1", "]")]
    [InlineData("{1: ", "1", "}")]
    [InlineData("!", "true", "")]
    [InlineData("-", "1", "")]
    [InlineData("f(", "1", ")")]
    [InlineData("", "a", ".b")]
    [InlineData("", "a", "[0]")]
    [InlineData("", "a", ".f()")]
    [InlineData("", "1", " + 1")]
    [InlineData("", "1", " < 1")]
    [InlineData("true ? 1 : ", "1", "")]
    [InlineData("[1].map(x, ", "1", ")")]
    [InlineData("cel.bind(x, ", "1", ", 2)")]
    public void Source_NestedTooDeeply_IsRefused(string before, string core, string after)
    {
        CelLimits limits = new() { MaxSourceLength = int.MaxValue };
        string Nested(int depth) => string.Concat(Enumerable.Repeat(before, depth)) + core + string.Concat(Enumerable.Repeat(after, depth));

        Assert.Null(Parser.Parse(Nested(32), limits).Error);
        Assert.Equal("the expression nests deeper than 100", Parser.Parse(Nested(20_000), limits).Error!.Message);
    }

    /// <summary>The deepest expression that any limit allows, through every stage, on less stack than threads usually have.</summary>
    [Theory]
    [InlineData("(1 + ", "1", ")")]
    [InlineData("[", "1", "]")]
    [InlineData("{'a': ", "1", "}")]
    [InlineData("string(", "1", ")")]
    [InlineData("[1].map(x, ", "1", ")")]
    [InlineData("cel.bind(x, ", "1", ", [x])")]
    [InlineData("true ? ", "1", " : 1")]
    [InlineData("optional.of(1).optMap(x, ", "1", ")")]
    public void Source_AtTheDepthLimit_FitsASmallStack(string before, string core, string after)
    {
        const int Depth = 240;
        const int Stack = 1024 * 1024;
        CelLimits limits = new() { MaxDepth = 250, MaxStaticCost = long.MaxValue };
        string open = before.EndsWith("? ", StringComparison.Ordinal) ? before + "(" : before;
        string close = before.EndsWith("? ", StringComparison.Ordinal) ? ")" + after : after;
        string source = string.Concat(Enumerable.Repeat(open, Depth)) + core + string.Concat(Enumerable.Repeat(close, Depth));
        string? outcome = null;
        var thread = new Thread(
            () =>
            {
                foreach (CelMode mode in Enum.GetValues<CelMode>())
                {
                    CelCompilation compilation = CelProgram.Compile(source, Host.Environment, limits: limits, mode: mode);
                    outcome = compilation.Program?.Explain(Host.Activation()).Result.Value.ToString() ?? compilation.Diagnostics[0].Message;
                }
            },
            Stack);
        thread.Start();
        thread.Join();
        Assert.NotNull(outcome);
        Assert.DoesNotContain("nests deeper", outcome, StringComparison.Ordinal);
    }

    [Fact]
    public void Source_LongChainsOfAndAndOr_AreFlat()
    {
        string source = string.Join(" && ", Enumerable.Repeat("(true || false)", 1_000));
        Assert.Null(Parser.Parse(source, CelLimits.Default).Error);
        Assert.True(Host.Evaluate(source).Truth);
    }

    [Fact]
    public void Source_TooLong_IsRefused() =>
        Assert.Equal("the expression is 20001 characters long; at most 20000 are read", Parser.Parse(new string(' ', 20_001), CelLimits.Default).Error!.Message);

    [Fact]
    public void Source_WithManySlots_NeedsNoDeepStack()
    {
        CelLimits limits = new() { MaxSourceLength = 1_000_000 };
        string slots = string.Join(", ", Enumerable.Range(1, 1_000).Select(i => $"[cel.index({i - 1})]"));
        CelCompilation compilation = CelProgram.Compile($"cel.block([1, {slots}], size(cel.index(1000)))", Host.Environment, limits: limits);
        Assert.Equal("1", compilation.Program!.Evaluate(Host.Activation()).Value.ToString());
    }
}
