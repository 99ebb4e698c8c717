using PolicyOs.Expressions;
using PolicyOs.Expressions.Types;

namespace PolicyOs.Contracts.Model;

/// <summary>The variables of a rule's condition and their slots (spec 1.7).</summary>
public static class RuleVariables
{
    /// <summary><c>input</c>: the arguments.</summary>
    public const int Input = 0;

    /// <summary><c>principal</c>: id, type, roles, permissions, attributes, tenant.</summary>
    public const int Principal = 1;

    /// <summary><c>session</c>: id, phase, step_count, tool_calls, cost, labels, bindings, purpose, calls.</summary>
    public const int Session = 2;

    /// <summary><c>tool</c>: name, side_effect, tier.</summary>
    public const int Tool = 3;

    /// <summary><c>now</c>: the time of the decision.</summary>
    public const int Now = 4;

    /// <summary>The variables without their types: what an activation for any rule is made from.</summary>
    public static CelEnvironment Slots { get; } = Environment(CelType.Dyn, CelType.Dyn, CelType.Dyn, CelType.Dyn);

    internal static CelEnvironment Environment(CelType input, CelType principal, CelType session, CelType tool) => new(
    [
        new CelVariable("input", input),
        new CelVariable("principal", principal),
        new CelVariable("session", session),
        new CelVariable("tool", tool),
        new CelVariable("now", CelType.Timestamp),
    ]);
}
