using PolicyOs.Verification.Diff.Rules;

namespace PolicyOs.Verification.Diff.Fields;

/// <summary>The rules that many fields share, by the words that the tables use.</summary>
internal static class Shorthand
{
    /// <summary>Says something to people; decides on nothing.</summary>
    public static FieldRule Words { get; } = new AnyChange(Effect.None, "says something to people and decides on nothing");

    /// <summary>Proves what the bundle does; decides on nothing.</summary>
    public static FieldRule Proof { get; } = new AnyChange(Effect.None, "proves what the bundle does and decides on no call");

    /// <summary>Names the thing itself.</summary>
    public static FieldRule Name { get; } = new AnyChange(Effect.Breaks, "another name or another thing under the name");

    /// <summary>Which of two is stronger cannot be told.</summary>
    public static FieldRule Other { get; } = new AnyChange(Effect.Unknown, "another rule; which lets more through cannot be told");

    public static FieldRule Demanded { get; } = new Demand();

    public static FieldRule AtMost { get; } = new Bound(isUpper: true);

    public static FieldRule AtLeast { get; } = new Bound(isUpper: false);

    public static FieldRule Restrictions { get; } = new Texts(ListKind.Restrictions);

    public static FieldRule Grants { get; } = new Texts(ListKind.Grants);

    public static FieldRule Alternatives { get; } = new Texts(ListKind.Alternatives);

    /// <summary>The tools that a restriction covers; none written, or <c>*</c>, means all.</summary>
    public static FieldRule CoveredTools { get; } = new Opposite(new Texts(ListKind.Alternatives, any: "*"));

    /// <summary>Stronger when true.</summary>
    public static FieldRule StrongWhenTrue(bool whenAbsent) => new Levels(whenAbsent ? "true" : "false", "false", "true");

    /// <summary>Stronger when false.</summary>
    public static FieldRule WeakWhenTrue { get; } = new Levels("false", "true", "false");

    /// <summary>A list of mappings that each restrict.</summary>
    public static FieldRule RestrictionsOf(string definition, params string[] names) => new Entries(ListKind.Restrictions, definition, names);

    /// <summary>The operators of spec 1.4, all of them on one path.</summary>
    public static IEnumerable<KeyValuePair<string, FieldRule>> Operators { get; } =
    [
        new("type", Demanded),
        new("one_of", Alternatives),
        new("regex", Demanded),
        new("gte", AtLeast),
        new("lte", AtMost),
        new("equals", Demanded),
        new("exists", Demanded),
        new("contains", Demanded),
        new("length_gte", AtLeast),
        new("length_lte", AtMost),
        new("equals_env", Demanded),
    ];

    /// <summary>Fields by key.</summary>
    public static IReadOnlyDictionary<string, FieldRule> Table(IEnumerable<KeyValuePair<string, FieldRule>> fields) =>
        new Dictionary<string, FieldRule>(fields, StringComparer.Ordinal);
}
