using PolicyOs.Expressions.Tests.Properties;
using PolicyOs.Expressions.Types;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Tests.Evaluation;

/// <summary>Rules as contracts write them, over the variables that spec 1.7 names.</summary>
public sealed class RuleTests
{
    private static readonly CelType Names = CelType.ListOf(CelType.StringUpTo(64), 100);

    private static readonly CelEnvironment Environment = new(
    [
        new CelVariable("input", Fields(
            ("tier", CelType.Int), ("launch_date", CelType.StringUpTo(40)), ("approved_by", CelType.NullOr(CelType.StringUpTo(64))),
            ("budget", Fields(("amount", CelType.Double), ("currency", CelType.StringUpTo(3)))), ("channels", CelType.ListOf(CelType.StringUpTo(20), 10)))),
        new CelVariable("principal", Fields(
            ("id", CelType.String), ("roles", Names), ("permissions", Names), ("attributes", new CelType.Object(new Dictionary<string, CelType>(), Open: true)))),
        new CelVariable("session", Fields(("step_count", CelType.Int), ("labels", Names), ("calls", CelType.MapOf(CelType.String, CelType.Int, 500)))),
        new CelVariable("now", CelType.Timestamp),
    ]);

    [Theory]
    [InlineData("input.budget.amount <= principal.attributes.budget_limit", true)]
    [InlineData("input.tier != 1 || 'director' in principal.roles", false)]
    [InlineData("!(timestamp(input.launch_date).getDayOfWeek('Europe/Berlin') in [0, 6])", false)]
    [InlineData("timestamp(input.launch_date) > now + duration('24h')", true)]
    [InlineData("session.calls[?'create_campaign'].orValue(0) < 3", true)]
    [InlineData("has(session.calls.create_campaign) && session.calls.create_campaign < 3", true)]
    [InlineData("input.approved_by == null || input.approved_by != principal.id", true)]
    [InlineData("input.channels.all(c, c in ['mail', 'web']) && sets.contains(principal.permissions, ['campaign:create'])", true)]
    [InlineData("input.channels.exists(c, c in principal.attributes.channels)", true)]
    [InlineData("input.budget.currency.matches('^[A-Z]{3}$') && !session.labels.exists(l, l.startsWith('pii'))", true)]
    public void Rule_OverTheVariablesOfTheSpec_IsCheckedAndEvaluates(string condition, bool expected)
    {
        CelCompilation compilation = CelProgram.Compile(condition, Environment, CelType.Bool);
        Assert.Equal([], compilation.Diagnostics.Select(d => d.Render(condition)));
        Assert.Equal(expected, compilation.Program!.Evaluate(Activation()).Truth);
    }

    /// <summary>Whatever cannot be evaluated has no truth, and the caller denies.</summary>
    [Theory]
    [InlineData("input.budget.amount <= principal.attributes.nope")]
    [InlineData("input.budget.amount <= principal.attributes.region")]
    [InlineData("session.calls.delete_campaign < 3")]
    [InlineData("principal.attributes.region")]
    [InlineData("timestamp(principal.attributes.region) > now")]
    public void Rule_ThatCannotBeEvaluated_HasNoTruth(string condition) =>
        Assert.Null(CelProgram.Compile(condition, Environment, CelType.Bool).Program!.Evaluate(Activation()).Truth);

    [Theory]
    [InlineData("env.HOME == 'x'", 0)]
    [InlineData("input.tier == 1 && input.bugdet.amount > 1.0", 25)]
    [InlineData("input.budget.amount > '1'", 0)]
    [InlineData("input.tier + 1", 0)]
    public void Rule_ThatIsWrong_IsRefusedAtItsPlace(string condition, int offset)
    {
        CelCompilation compilation = CelProgram.Compile(condition, Environment, CelType.Bool);
        Assert.Equal(offset, Assert.Single(compilation.Diagnostics).Offset);
    }

    private static CelActivation Activation() => new CelActivation(Environment)
        .Set("input", Json("""{"tier":1,"launch_date":"2026-11-28T01:00:00Z","budget":{"amount":4500,"currency":"EUR"},"channels":["mail"],"approved_by":null}"""))
        .Set("principal", Json("""{"id":"u1","roles":["marketer"],"permissions":["campaign:create"],"attributes":{"budget_limit":5000,"region":"eu","channels":["mail"]}}"""))
        .Set("session", Json("""{"step_count":4,"labels":["public"],"calls":{"create_campaign":2}}"""))
        .Set("now", CelValue.From(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero)));

    private static CelValue Json(string text) => CelValue.FromJson(Host.Json(text));

    private static CelType.Object Fields(params (string Name, CelType Type)[] fields) =>
        new(fields.ToDictionary(field => field.Name, field => field.Type, StringComparer.Ordinal), Open: false);
}
