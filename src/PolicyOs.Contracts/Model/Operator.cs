using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Json.Numbers;
using PolicyOs.Json.Schema;

namespace PolicyOs.Contracts.Model;

/// <summary>One operator of an invariant or condition (spec 1.4). A closed hierarchy.</summary>
public abstract record Operator
{
    private Operator()
    {
    }

    /// <summary>Deep equality, no coercion, 1 == 1.0. Also <c>exact_match</c>, whose operand is a string.</summary>
    public sealed record EqualTo(JsonElement Value) : Operator;

    /// <summary>True: present and not null; false: absent or null.</summary>
    public sealed record Exists(bool Expected) : Operator;

    /// <summary>The value's type.</summary>
    public sealed record TypeIs(JsonType Type) : Operator;

    /// <summary>Substring, or array element by equality.</summary>
    public sealed record Contains(JsonElement Value) : Operator;

    /// <summary>Equal to any.</summary>
    public sealed record OneOf(ImmutableArray<JsonElement> Values) : Operator;

    /// <summary>Search with a linear-time pattern.</summary>
    public sealed record Matches(Pattern Pattern) : Operator;

    /// <summary>Inclusive, exact on the number as written.</summary>
    public sealed record AtLeast(JsonNumber Bound) : Operator;

    /// <summary>Inclusive, exact on the number as written.</summary>
    public sealed record AtMost(JsonNumber Bound) : Operator;

    /// <summary>Strings in Unicode scalar values, arrays in elements.</summary>
    public sealed record LengthAtLeast(int Length) : Operator;

    /// <summary>Strings in Unicode scalar values, arrays in elements.</summary>
    public sealed record LengthAtMost(int Length) : Operator;

    /// <summary>Equals an environment variable by its number in <see cref="CompiledBundle.EnvironmentNames"/>; unset fails.</summary>
    public sealed record EqualsEnvironment(int Variable) : Operator;

    /// <summary>Equals what a slot holds; with a tolerance, |v - r| ≤ tolerance·|r|.</summary>
    public sealed record EqualsSlot(int Slot, JsonNumber? Tolerance) : Operator;
}
