using PolicyOs.Expressions.Types;

namespace PolicyOs.Expressions.Tests.Evaluation;

/// <summary>What a program may read of its variables.</summary>
public sealed class ReadsTests
{
    private static readonly CelEnvironment Environment = new([new CelVariable("input", CelType.Dyn), new CelVariable("session", CelType.Dyn)]);

    [Theory]
    [InlineData("1 + 2 == 3", "")]
    [InlineData("input.a.b > 1", "0.a.b")]
    [InlineData("has(input.a.b) && input.a.b > 1", "0.a.b")]
    [InlineData("input['a'].b == session.x", "0.a.b 1.x")]
    [InlineData("input.?a.?b.orValue(1) == 1", "0.a.b")]
    [InlineData("input[session.key] == 1", "0 1.key")]
    [InlineData("size(input) > 0", "0")]
    [InlineData("input.lines.all(l, l.price < session.most)", "0.lines 1.most")]
    [InlineData("input.lines.map(l, l.price).exists(p, p > 1)", "0.lines")]
    [InlineData("input.rows.all(r, r.cells.all(c, c.ok))", "0.rows")]
    [InlineData("input.lines[0].price == 1", "0.lines")]
    [InlineData("cel.bind(a, input.a, a.b == 1)", "0.a")]
    [InlineData("input.m.transformList(k, v, k + v.x).size() == 1", "0.m")]
    [InlineData("input.?a.optMap(x, x.b).orValue(2) == 2", "0.a")]
    [InlineData("(input.a ? session.b : input.c) == input.c", "0.a 1.b 0.c")]
    public void Program_Compiled_KnowsWhatItReads(string source, string expected)
    {
        CelProgram program = CelProgram.Compile(source, Environment).Program!;

        Assert.Equal(expected, string.Join(' ', program.Reads.Select(r => string.Join('.', r.Fields.Prepend($"{r.Slot}")))));
    }

    [Fact]
    public void Step_Explained_KnowsWhatItDependsOn()
    {
        CelProgram program = CelProgram.Compile("input.lines.exists(l, l.price > session.most) || input.b", Environment).Program!;
        CelExplanation explanation = program.Explain(new CelActivation(Environment));

        Assert.Equal(
            ["0.lines 1.most 0.b", "0.lines 1.most", "0.lines", "0.lines 1.most", "0.lines", "0.lines", "1.most", "0.b"],
            explanation.Steps.Select(s => string.Join(' ', s.Reads.Select(r => string.Join('.', r.Fields.Prepend($"{r.Slot}"))))));
    }
}
