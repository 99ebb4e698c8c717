using PolicyOs.Expressions.Tests.Properties;
using PolicyOs.Expressions.Types;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Tests.Evaluation;

/// <summary>Costs at load and at run time.</summary>
public sealed class BudgetTests
{
    /// <summary>An input of unknown size may be walked, its parts with it; another one may not be walked for each of its elements.</summary>
    [Theory]
    [InlineData("input.items.all(i, i.price > 1.0)", true)]
    [InlineData("input.items.all(i, i.sku.contains('x') && i.sku.startsWith('y'))", true)]
    [InlineData("input.items.map(i, i.tags).flatten().sort().join(',').size() < 100", true)]
    [InlineData("input.items.map(i, i.sku + ': ' + string(i.price)).join(', ').size() < 1000", true)]
    [InlineData("input.items.all(i, input.name.startsWith(i.sku))", false)]
    [InlineData("input.items.all(i, i.tags.exists(t, t == 'x'))", true)]
    [InlineData("input.items.exists(i, i.tags.exists(t, t.contains('x')))", true)]
    [InlineData("input.items.all(i, 'x' in i.tags)", true)]
    [InlineData("input.few.all(a, input.items.all(b, b.price > 1.0))", true)]
    [InlineData("input.few.all(a, input.few.all(b, input.few.all(c, a + b > c)))", true)]
    [InlineData("input.items.map(i, i.price).filter(p, p > 1.0).size() > 2", true)]
    [InlineData("input.name.matches('^[a-z]+@example[.]com$')", true)]
    [InlineData("principal.attributes.tags.all(t, t in ['a', 'b'])", true)]
    [InlineData("sets.contains(['a', 'b', 'c'], principal.attributes.tags)", true)]
    [InlineData("input.items.all(a, input.items.all(b, a.sku != b.sku))", false)]
    [InlineData("input.items.all(i, i.tags.all(a, i.tags.all(b, a == b)))", false)]
    [InlineData("input.items.all(i, cel.bind(t, i.tags, t.all(a, t.all(b, a == b))))", false)]
    [InlineData("input.items.all(i, i.tags.all(t, t in principal.roles))", false)]
    [InlineData("principal.roles.all(r, r in principal.attributes.roles)", false)]
    [InlineData("sets.contains(principal.roles, principal.attributes.tags)", false)]
    [InlineData("principal.roles.distinct().size() > 1", false)]
    [InlineData("input.name.matches(input.name)", false)]
    [InlineData("lists.range(input.tier).all(x, lists.range(x).all(y, y < x))", false)]
    public void Compile_CostWithoutABound_IsRefused(string source, bool allowed)
    {
        CelCompilation compilation = CelProgram.Compile(source, Host.Environment);
        Assert.True(allowed == compilation.Program is not null, string.Join('\n', compilation.Diagnostics.Select(d => d.Render(source))));
    }

    [Fact]
    public void Compile_CostAboveTheLimit_IsRefusedWithBoth()
    {
        CelCompilation compilation = CelProgram.Compile(
            "input.few.all(a, input.few.all(b, input.few.all(c, a + b > c)))", Host.Environment, limits: new CelLimits { MaxStaticCost = 1_000 });
        Assert.Contains("the limit is 1000", Assert.Single(compilation.Diagnostics).Message, StringComparison.Ordinal);
    }

    /// <summary>Costs that the static bound cannot see are stopped while they run; nothing absorbs that.</summary>
    [Theory]
    [InlineData("lists.range(1000000000).size() > 0")]
    [InlineData("lists.range(3000).all(a, lists.range(3000).all(b, true))")]
    [InlineData("true || lists.range(1000000000).size() > 0 ? lists.range(1000000000).size() > 0 : false")]
    [InlineData("lists.range(1000000000).size() > 0 || true")]
    [InlineData("lists.range(1000000000).size() > 0 && false")]
    [InlineData("[1].exists(x, lists.range(1000000000).size() > x) || true")]
    [InlineData("cel.bind(a, 'aaaaaaaaaaaaaaaaaaaa', cel.bind(b, a.replace('', a), cel.bind(c, b.replace('', b), c.replace('', c).size()))) > 0")]
    [InlineData("cel.bind(a, ['x', 'x', 'x', 'x', 'x', 'x', 'x', 'x'], cel.bind(b, [a,a,a,a,a,a,a,a], cel.bind(c, [b,b,b,b,b,b,b,b], cel.bind(d, [c,c,c,c,c,c,c,c], cel.bind(e, [d,d,d,d,d,d,d,d], cel.bind(f, [e,e,e,e,e,e,e,e], f == f))))))")]
    [InlineData("'%s%s%s%s'.format([lists.range(9000), lists.range(9000), lists.range(9000), lists.range(9000)]).size() > 0 && lists.range(999999).size() > 0")]
    public void Evaluate_OverBudget_IsAnErrorThatNothingAbsorbs(string source)
    {
        CelProgram program = CelProgram.Compile(source, Host.Environment, mode: CelMode.ParseOnly).Program!;
        CelError? error = program.Evaluate(Host.Activation(), 50_000).Error;
        Assert.True(error is { Stopped: true }, $"{error}");
        Assert.InRange(error.Offset, 0, source.Length);
    }

    [Fact]
    public void Evaluate_WithExactlyItsCost_Succeeds()
    {
        CelProgram program = CelProgram.Compile("principal.roles.exists(r, r == 'viewer') && input.tier + 1 == 2", Host.Environment).Program!;
        long cost = program.Evaluate(Host.Activation()).Cost;
        Assert.True(program.Evaluate(Host.Activation(), cost).Truth);
        Assert.True(program.Evaluate(Host.Activation(), cost - 1).Error!.Stopped);
    }

    [Fact]
    public void Evaluate_ValuesThatNestTooDeeply_IsAnErrorAndNoStackOverflow()
    {
        const int Depth = 5_000;
        using var document = System.Text.Json.JsonDocument.Parse(
            new string('[', Depth) + new string(']', Depth), new System.Text.Json.JsonDocumentOptions { MaxDepth = Depth + 1 });
        CelEnvironment environment = new([new CelVariable("x", CelType.Dyn)]);
        CelActivation activation = new CelActivation(environment).Set("x", CelValue.FromJson(document.RootElement));
        foreach (string source in new[] { "x == x", "x in [x]", "x.flatten(99999999)", "'%s'.format([x])", "[x, x].distinct()", "sets.contains([x], [x])" })
        {
            Assert.True(CelProgram.Compile(source, environment, mode: CelMode.ParseOnly).Program!.Evaluate(activation).Value.IsError, source);
        }
    }
}
