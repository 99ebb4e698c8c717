using PolicyOs.Expressions.Types;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Tests.Evaluation;

/// <summary>Variables, and maps that a host makes itself.</summary>
public sealed class ActivationTests
{
    private static readonly CelEnvironment Environment = new([new CelVariable("session", CelType.Dyn), new CelVariable("limit", CelType.Int)]);

    [Fact]
    public void Variable_WithoutAValue_IsAnErrorOnlyWhereItIsRead()
    {
        CelProgram program = CelProgram.Compile("limit > 3 || session == 1", Environment).Program!;
        Assert.Equal(new CelError("`session` has no value", 13, 7), program.Evaluate(new CelActivation(Environment).Set("limit", CelValue.From(1L))).Error);
        Assert.True(program.Evaluate(new CelActivation(Environment).Set("limit", CelValue.From(4L))).Truth);
    }

    [Fact]
    public void Variable_OfAnotherTypeThanDeclared_MakesTheOperationAnError()
    {
        CelProgram program = CelProgram.Compile("limit + 1 > 3", Environment).Program!;
        CelResult result = program.Evaluate(new CelActivation(Environment).Set("limit", CelValue.From("many")));
        Assert.Equal(new CelError("no such overload: `+` does not go with string and int", 0, 9), result.Error);
        Assert.Null(result.Truth);
    }

    [Fact]
    public void Set_UnknownName_IsABugOfTheCaller() =>
        Assert.Throws<ArgumentException>(() => new CelActivation(Environment).Set("nope", CelValue.Null));

    [Fact]
    public void Environment_WithOneNameTwice_IsABugOfTheCaller() =>
        Assert.Throws<ArgumentException>(() => new CelEnvironment([new CelVariable("a", CelType.Int), new CelVariable("a", CelType.Int)]));

    [Theory]
    [InlineData("session.calls.send == 2 && session['calls']['send'] == 2u", "true")]
    [InlineData("has(session.calls.send) && !has(session.calls.delete)", "true")]
    [InlineData("session.calls.all(tool, n, n < 3)", "true")]
    [InlineData("'send' in session.calls && size(session.calls) == 1", "true")]
    [InlineData("session.calls == {'send': 2}", "true")]
    [InlineData("session.calls.delete", "error: no such key: `delete`")]
    [InlineData("session.?calls[?'delete'].orValue(0)", "0")]
    [InlineData("session", "{\"calls\": {\"send\": 2}}")]
    public void HostMap_InEveryOperation_IsAMap(string source, string expected)
    {
        CelActivation activation = new CelActivation(Environment).Set("session", CelValue.MapOf(("calls", CelValue.From(new Calls()))));
        CelCompilation compilation = CelProgram.Compile(source, Environment);
        Assert.Equal(expected, compilation.Program!.Evaluate(activation).Value.ToString());
    }

    /// <summary>State that is read where it lies instead of being copied for each evaluation.</summary>
    private sealed class Calls : CelMap
    {
        public override int Count => 1;

        public override CelValue KeyAt(int position) => CelValue.From("send");

        public override bool TryGetField(string name, out CelValue value)
        {
            value = CelValue.From(2L);
            return name is "send";
        }

        public override bool TryGetValue(in CelValue key, out CelValue value)
        {
            value = default;
            return key.TryGetString(out string name) && TryGetField(name, out value);
        }
    }
}
