using System.Text.RegularExpressions;
using PolicyOs.Expressions.Evaluation;
using PolicyOs.Expressions.Patterns;

namespace PolicyOs.Expressions.Tests.Patterns;

/// <summary>The regular expressions of <c>matches</c>: RE2's, in linear time.</summary>
public sealed class PatternTests
{
    [Theory]
    [InlineData("", "", true)]
    [InlineData("a|b|", "", true)]
    [InlineData("^a+b*c?$", "aab", true)]
    [InlineData("^a+b*c?$", "aabcc", false)]
    [InlineData("a{2,3}", "xaay", true)]
    [InlineData("^a{2,3}$", "aaaa", false)]
    [InlineData("^a{2,}$", "aaaa", true)]
    [InlineData("^a{0}$", "", true)]
    [InlineData("a{,2}", "a{,2}", true)]
    [InlineData("^(ab|a)(bc|c)?$", "abc", true)]
    [InlineData("(a*)*", "b", true)]
    [InlineData("^(a?){20}a{20}$", "aaaaaaaaaaaaaaaaaaaa", true)]
    [InlineData("^.$", "\U0001f431", true)]
    [InlineData("^[\U0001f430-\U0001f432]$", "\U0001f431", true)]
    [InlineData("^[^a]$", "\U0001f431", true)]
    [InlineData("^.$", "\n", false)]
    [InlineData("(?s)^.$", "\n", true)]
    [InlineData("^b$", "a\nb", false)]
    [InlineData("(?m)^b$", "a\nb\nc", true)]
    [InlineData("a$", "a\n", false)]
    [InlineData("\\Aa\\z", "a", true)]
    [InlineData("\\bcat\\b", "a cat.", true)]
    [InlineData("\\bcat\\b", "concat", false)]
    [InlineData("\\bcat\\b", "écaté", true)]
    [InlineData("\\Bcat", "concat", true)]
    [InlineData("^\\d+$", "12", true)]
    [InlineData("^\\d+$", "\u0661", false)]
    [InlineData("^\\w$", "é", false)]
    [InlineData("^\\s$", "\u00a0", false)]
    [InlineData("^\\s$", "\v", false)]
    [InlineData("^[\\d_-]+$", "1-_", true)]
    [InlineData("^[\\D]$", "1", false)]
    [InlineData("^[]a]+$", "]a", true)]
    [InlineData("^[a\\]]+$", "]a", true)]
    [InlineData("^[[:alpha:][:^digit:]]$", "é", true)]
    [InlineData("^[[:upper:]]$", "a", false)]
    [InlineData("(?i)^[[:upper:]]$", "a", true)]
    [InlineData("^\\pL\\p{Lu}\\P{L}\\p{^L}$", "éÉ1!", true)]
    [InlineData("^\\pN$", "a", false)]
    [InlineData("(?i)straSSe", "STRASSE", true)]
    [InlineData("(?i)é", "É", true)]
    [InlineData("(?i)k", "\u212a", true)]
    [InlineData("(?i)\u212a", "k", true)]
    [InlineData("(?i)[^k]", "K", false)]
    [InlineData("(?i:a)b", "AB", false)]
    [InlineData("(?i)a(?-i)b", "AB", false)]
    [InlineData("(?i)a(?-i)b", "Ab", true)]
    [InlineData("(a(?i)b)c", "aBC", false)]
    [InlineData("(?P<x>a)(?<y>b)(?:c)", "abc", true)]
    [InlineData("\\Qa.b\\E+c", "a.bbc", true)]
    [InlineData("\\Qa.b", "axb", false)]
    [InlineData("\\x41\\x{1F431}\\101\\t\\.", "A\U0001f431A\t.", true)]
    [InlineData("a*?b+?c??", "b", true)]
    public void Pattern_InText_IsFoundAsInRe2(string pattern, string text, bool expected) => Assert.Equal(expected, IsMatch(pattern, text));

    [Theory]
    [InlineData("(")]
    [InlineData(")")]
    [InlineData("[")]
    [InlineData("[b-a]")]
    [InlineData("*a")]
    [InlineData("a**")]
    [InlineData("a{2}{3}")]
    [InlineData("a{1001}")]
    [InlineData("a{3,2}")]
    [InlineData("((((a{100}){100}){100}){100})")]
    [InlineData("\\")]
    [InlineData("\\q")]
    [InlineData("\\1")]
    [InlineData("(?=a)")]
    [InlineData("(?<=a)b")]
    [InlineData("(?<!a)b")]
    [InlineData("(?>a)")]
    [InlineData("(?z)")]
    [InlineData("(?P<>a)")]
    [InlineData("\\p{Greek}")]
    [InlineData("\\p{")]
    [InlineData("\\xg")]
    [InlineData("\\x{110000}")]
    [InlineData("\\C")]
    public void Pattern_ThatRe2WouldNotTake_IsRefused(string pattern) =>
        Assert.StartsWith("no valid regular expression: ", Pattern.Compile(pattern).Error, StringComparison.Ordinal);

    /// <summary>On ASCII and the syntax they share, the runtime's own engine is the oracle.</summary>
    [Fact]
    public void Pattern_Random_AgreesWithTheRuntime()
    {
        const int Count = 4_000;
        string[] atoms = ["a", "b", ".", "[ab]", "[^a]", "\\d", "(a|b)", "(ab|)", "^", "$", "\\b", "c", "(?:a|bc)"];
        string[] repeats = ["", "", "*", "+", "?", "{2}", "{1,2}", "{0,1}?"];
        int found = 0;
        for (int seed = 0; seed < Count; seed++)
        {
            var random = new Random(seed);
            string pattern = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Piece(random, atoms, repeats)));
            string text = new([.. Enumerable.Range(0, random.Next(8)).Select(_ => "abc1 \n"[random.Next(6)])]);
            string dollar = pattern.Replace("$", "\\z", StringComparison.Ordinal);
            bool expected = Regex.IsMatch(text, dollar, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
            Assert.True(expected == IsMatch(pattern, text), $"seed {seed}: {pattern} in {text}");
            found += expected ? 1 : 0;
        }

        Assert.InRange(found, Count / 10, Count * 9 / 10);
    }

    [Fact]
    public void Pattern_MadeToBacktrack_StaysLinear()
    {
        var budget = new CostBudget(10_000_000);
        Assert.False(Pattern.Compile("^(a+)+$").Pattern!.IsMatch(new string('a', 100_000) + "b", ref budget));
        Assert.InRange(budget.Spent, 100_000, 1_000_000);
    }

    [Fact]
    public void Pattern_OverBudget_Stops()
    {
        var budget = new CostBudget(100);
        Assert.False(Pattern.Compile("b").Pattern!.IsMatch(new string('a', 1_000), ref budget));
        Assert.NotNull(budget.Stopped);
    }

    private static string Piece(Random random, string[] atoms, string[] repeats)
    {
        string atom = atoms[random.Next(atoms.Length)];
        return atom is "^" or "$" or "\\b" ? atom : atom + repeats[random.Next(repeats.Length)];
    }

    private static bool IsMatch(string pattern, string text)
    {
        PatternResult result = Pattern.Compile(pattern);
        Assert.Null(result.Error);
        var budget = new CostBudget(long.MaxValue);
        return result.Pattern!.IsMatch(text, ref budget);
    }
}
