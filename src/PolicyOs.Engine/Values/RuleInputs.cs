using System.Collections.Immutable;
using System.Globalization;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Checks;
using PolicyOs.Engine.State;
using PolicyOs.Expressions;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Engine.Values;

/// <summary>What conditions in CEL see beside the arguments (spec 1.7).</summary>
internal static class RuleInputs
{
    private static readonly ImmutableArray<string> SessionFields =
        ["id", "phase", "step_count", "tool_calls", "cost", "labels", "bindings", "purpose", "calls"];

    private static readonly ImmutableArray<string> ToolFields = ["name", "side_effect", "tier"];

    /// <summary>The variables of a call: the session is the one before it.</summary>
    public static CelActivation Activation(CallContext call) => new(RuleVariables.Slots)
    {
        [RuleVariables.Input] = CelValue.FromJson(call.Arguments),
        [RuleVariables.Principal] = call.Plan.ViewOf(call.Facts).Variable,
        [RuleVariables.Session] = Session(call.Bundle, call.Session),
        [RuleVariables.Tool] = Tool(call.Tool),
        [RuleVariables.Now] = CelValue.From(call.Facts.Now),
    };

    /// <summary>The principal; its permissions are its own and those of its roles.</summary>
    public static CelValue Principal(CompiledBundle bundle, Principal principal)
    {
        IEnumerable<string> ofRoles = principal.Roles.SelectMany(IEnumerable<string> (role) =>
            bundle.Roles.TryGetValue(role, out Role? known) ? known.Permissions.Order(StringComparer.Ordinal) : []);
        return CelValue.MapOf(
            ("id", CelValue.From(principal.Id)),
            ("type", CelValue.From(principal.Type)),
            ("roles", Texts(principal.Roles)),
            ("permissions", Texts(principal.Permissions.Concat(ofRoles).Distinct(StringComparer.Ordinal))),
            ("attributes", CelValue.FromJson(principal.Attributes)),
            ("tenant", CelValue.From(principal.Tenant)));
    }

    /// <summary>The session as it was before the call; a slot that is not bound is missing from <c>bindings</c>.</summary>
    public static CelValue Session(CompiledBundle bundle, SessionState session) => CelValue.From(new NamedFields(SessionFields, position => position switch
    {
        0 => CelValue.From(session.Head.Id),
        1 => session.Phase < 0 ? CelValue.Null : CelValue.From(bundle.Session.Phases[session.Phase].Name),
        2 => CelValue.From((long)session.Steps),
        3 => CelValue.From((long)session.ToolCalls),
        4 => CelValue.From(double.Parse(session.Cost.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture)),
        5 => Texts(session.LabelNames(bundle)),
        6 => Bindings(bundle, session),
        7 => session.Head.Purpose is { } purpose ? CelValue.From(purpose) : CelValue.Null,
        8 => Calls(bundle, session),
        _ => throw new ArgumentOutOfRangeException(nameof(position)),
    }));

    /// <summary>The tool that is called.</summary>
    public static CelValue Tool(Tool tool) => CelValue.From(new NamedFields(ToolFields, position => position switch
    {
        0 => CelValue.From(tool.Name),
        1 => CelValue.From(ContractNames.Of(tool.Contract!.SideEffect)),
        2 => tool.Contract!.Tier is { } tier ? CelValue.From(tier.ToString()) : CelValue.Null,
        _ => throw new ArgumentOutOfRangeException(nameof(position)),
    }));

    private static CelValue Bindings(CompiledBundle bundle, SessionState session) => CelValue.MapOf(
    [
        .. Enumerable.Range(0, bundle.Slots.Length).Where(n => session.Slot(n) is not null).Select(n => (bundle.Slots[n], CelValue.FromJson(session.Slot(n)!.Value))),
    ]);

    private static CelValue Calls(CompiledBundle bundle, SessionState session) => CelValue.MapOf(
        [.. bundle.Tools.Select(tool => (tool.Name, CelValue.From((long)session.CallsOf(bundle, tool.Number))))]);

    private static CelValue Texts(IEnumerable<string> texts) => CelValue.ListOf([.. texts.Select(CelValue.From)]);
}
