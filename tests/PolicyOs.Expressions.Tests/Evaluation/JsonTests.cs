using PolicyOs.Expressions.Tests.Properties;
using PolicyOs.Expressions.Types;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Tests.Evaluation;

/// <summary>JSON as values, without copies, under the types its schema gives it.</summary>
public sealed class JsonTests
{
    /// <summary>What a JSON number becomes where nothing is declared, and where int or double is.</summary>
    [Theory]
    [InlineData("5", "5", "5", "5.0")]
    [InlineData("-0", "0", "0", "0.0")]
    [InlineData("5.0", "5.0", "5", "5.0")]
    [InlineData("5e2", "500.0", "500", "500.0")]
    [InlineData("5.5", "5.5", "5.5", "5.5")]
    [InlineData("9223372036854775807", "9223372036854775807", "9223372036854775807", "9223372036854776000.0")]
    [InlineData("9007199254740993.0", "9007199254740992.0", "9007199254740993", "9007199254740992.0")]
    [InlineData("9223372036854775808", "9223372036854775808u", "9223372036854775808u", "9223372036854776000.0")]
    [InlineData("1e30", "1e+30", "1e+30", "1e+30")]
    [InlineData("1e400", "error: number out of the range of a double", "error: number out of the range of a double", "error: number out of the range of a double")]
    public void Number_UnderDeclaredTypes_IsThatNumber(string json, string undeclared, string asInt, string asDouble)
    {
        Assert.Equal(undeclared, Read(json, CelType.Dyn));
        Assert.Equal(asInt, Read(json, CelType.Int));
        Assert.Equal(asDouble, Read(json, CelType.Double));
    }

    [Theory]
    [InlineData("input.budget.amount * 2.0 == 5001.0", "true")]
    [InlineData("input.items[0].price / 2.0", "0.5")]
    [InlineData("input.items.map(i, i.price / 2.0)", "[0.5, 1.25]")]
    [InlineData("input.items.map(i, i.price)[0] / 4.0", "0.25")]
    [InlineData("cel.bind(p, input.items[0].price, p / 2.0)", "0.5")]
    [InlineData("input.items[?0].price.orValue(0.0) / 2.0", "0.5")]
    [InlineData("input.?items.orValue([]).first().value().price + 0.5", "1.5")]
    [InlineData("math.greatest(input.items.map(i, i.price)) / 2.0", "1.25")]
    [InlineData("input.tier % 2", "1")]
    [InlineData("input.big > 9223372036854775807", "true")]
    public void Number_OfASchema_WorksInArithmetic(string source, string expected) => Assert.Equal(expected, Host.Evaluate(source).Value.ToString());

    [Theory]
    [InlineData("input.huge > 1.0", 0, 10, "number out of the range of a double")]
    [InlineData("input.lone.size() > 0", 0, 10, "the string is no well-formed Unicode")]
    [InlineData("principal.attributes.nope == 1", 0, 25, "no such key: `nope`")]
    [InlineData("principal.id.deep.er == 1", 0, 17, "no such field `deep`: string has no fields")]
    [InlineData("true && principal.attributes['x'] == 1", 8, 25, "no such key: \"x\"")]
    [InlineData("principal.roles[5] == ''", 0, 18, "index out of range")]
    [InlineData("principal.attributes.limit + 'a' == ''", 0, 32, "no such overload: `+` does not go with int and string")]
    [InlineData("input.none + 1 > 0", 0, 14, "no such overload: `+` does not go with null and int")]
    public void Evaluation_ThatFails_NamesTheSubExpression(string source, int offset, int length, string message)
    {
        CelError error = Host.Evaluate(source).Error!;
        Assert.Equal(new CelError(message, offset, length), error);
    }

    [Theory]
    [InlineData("principal.roles == ['director', 'viewer']", "true")]
    [InlineData("'director' in principal.roles", "true")]
    [InlineData("'id' in principal && !('nope' in principal)", "true")]
    [InlineData("principal.attributes == {'tags': ['a', 'b'], 'limit': 5000.0}", "true")]
    [InlineData("{'limit': 5000u, 'tags': ['a', 'b']} == principal.attributes", "true")]
    [InlineData("principal.attributes.map(k, k)", "[\"limit\", \"tags\"]")]
    [InlineData("principal.attributes.transformList(k, v, k == 'limit', v)", "[5000]")]
    [InlineData("principal.roles.exists(i, r, i == 1 && r == 'viewer')", "true")]
    [InlineData("size(principal) == 3 && principal.size() == 3", "true")]
    [InlineData("type(principal) == map && type(principal.roles) == list", "true")]
    [InlineData("principal.roles + ['x']", "[\"director\", \"viewer\", \"x\"]")]
    [InlineData("has(principal.attributes.limit) && !has(principal.attributes.nope)", "true")]
    [InlineData("input.name.size() == 8 && input.name.endsWith('\U0001f431')", "true")]
    [InlineData("input.none == null", "true")]
    [InlineData("input.lone == 'x'", "false")]
    [InlineData("principal.roles.sort().join(',')", "\"director,viewer\"")]
    public void Json_InEveryOperation_IsAListAMapOrAText(string source, string expected)
    {
        Assert.Equal(expected, Host.Evaluate(source).Value.ToString());
        Assert.Equal(expected, Host.Evaluate(source, CelMode.ParseOnly).Value.ToString());
    }

    [Fact]
    public void Json_TextThatIsNoUnicode_IsAnErrorAndNoException()
    {
        CelValue value = CelValue.FromJson(Host.Json("{\"\\ud800\": \"\\udc00\"}"));
        CelEnvironment environment = new([new CelVariable("x", CelType.Dyn)]);
        foreach (string source in new[] { "x.map(k, k)", "x.transformList(k, v, v + 'a')", "x == x", "'a' in x", "string(x)", "x.all(k, v, v == k)", "['a'].all(a, a in x)", "'%s'.format([x])" })
        {
            CelProgram program = CelProgram.Compile(source, environment, mode: CelMode.ParseOnly).Program!;
            _ = program.Evaluate(new CelActivation(environment).Set("x", value)).Value.ToString();
        }
    }

    private static string Read(string json, CelType type)
    {
        CelEnvironment environment = new([new CelVariable("x", new CelType.Object(new Dictionary<string, CelType>(StringComparer.Ordinal) { ["n"] = type }, Open: false))]);
        CelProgram program = CelProgram.Compile("x.n", environment).Program!;
        return program.Evaluate(new CelActivation(environment).Set("x", CelValue.FromJson(Host.Json($"{{\"n\": {json}}}")))).Value.ToString();
    }
}
