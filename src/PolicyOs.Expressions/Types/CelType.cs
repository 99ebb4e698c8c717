namespace PolicyOs.Expressions.Types;

/// <summary>A type of the language, as declared for a variable or deduced for an expression (CEL language definition, "Gradual Type Checking").</summary>
public abstract record CelType
{
    private protected CelType()
    {
    }

    /// <summary>Anything; what it holds is found out while evaluating.</summary>
    public static CelType Dyn { get; } = new Scalar("dyn");

    /// <summary>The type of <c>null</c>.</summary>
    public static CelType Null { get; } = new Scalar("null_type");

    /// <summary>true or false.</summary>
    public static CelType Bool { get; } = new Scalar("bool");

    /// <summary>Signed 64-bit integers.</summary>
    public static CelType Int { get; } = new Scalar("int");

    /// <summary>Unsigned 64-bit integers.</summary>
    public static CelType Uint { get; } = new Scalar("uint");

    /// <summary>IEEE 754 binary64.</summary>
    public static CelType Double { get; } = new Scalar("double");

    /// <summary>Sequences of Unicode scalar values.</summary>
    public static CelType String { get; } = new Scalar("string");

    /// <summary>Sequences of octets.</summary>
    public static CelType Bytes { get; } = new Scalar("bytes");

    /// <summary>A point in time with nanoseconds, from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999999Z.</summary>
    public static CelType Timestamp { get; } = new Scalar("google.protobuf.Timestamp");

    /// <summary>A span of time in nanoseconds that fits 64 bits, about ±292 years.</summary>
    public static CelType Duration { get; } = new Scalar("google.protobuf.Duration");

    /// <summary>
    /// How many elements (lists, maps) or code points (strings) a value of this type holds at most; null where nothing says so.
    /// The static cost bound is computed from it.
    /// </summary>
    public long? MaxSize { get; init; }

    /// <summary>The name that <c>type(x)</c> has for values of this type.</summary>
    internal abstract string RuntimeName { get; }

    /// <summary>A list; <paramref name="maxSize"/> as in JSON Schema's maxItems.</summary>
    public static CelType ListOf(CelType element, long? maxSize = null) => new List(element) { MaxSize = maxSize };

    /// <summary>A map; <paramref name="maxSize"/> as in JSON Schema's maxProperties.</summary>
    public static CelType MapOf(CelType key, CelType value, long? maxSize = null) => new Map(key, value) { MaxSize = maxSize };

    /// <summary>A string of at most <paramref name="maxSize"/> code points, as in JSON Schema's maxLength.</summary>
    public static CelType StringUpTo(long maxSize) => String with { MaxSize = maxSize };

    /// <summary>A value of <paramref name="type"/>, or null.</summary>
    public static CelType NullOr(CelType type) => new Nullable(type);

    /// <summary>An optional value, of the optional-types extension.</summary>
    public static CelType OptionalOf(CelType type) => new Opaque(OptionalName, [type]);

    internal const string OptionalName = "optional_type";

    /// <summary>The words that diagnostics use for the type.</summary>
    public abstract override string ToString();

    /// <summary>A type without parts: the ones this class names.</summary>
    public sealed record Scalar : CelType
    {
        internal Scalar(string name) => Name = name;

        /// <summary>The name as CEL writes it.</summary>
        public string Name { get; }

        internal override string RuntimeName => Name;

        /// <inheritdoc/>
        public override string ToString() => Name switch
        {
            "google.protobuf.Timestamp" => "timestamp",
            "google.protobuf.Duration" => "duration",
            "null_type" => "null",
            _ => Name,
        };
    }

    /// <summary>A list whose elements have one type.</summary>
    public sealed record List(CelType Element) : CelType
    {
        internal override string RuntimeName => "list";

        /// <inheritdoc/>
        public override string ToString() => $"list({Element})";
    }

    /// <summary>A map; keys are bool, int, uint or string.</summary>
    public sealed record Map(CelType Key, CelType Value) : CelType
    {
        internal override string RuntimeName => "map";

        /// <inheritdoc/>
        public override string ToString() => $"map({Key}, {Value})";
    }

    /// <summary>
    /// A map with known names: what a JSON Schema of type object declares. <see cref="Open"/> says whether names beyond
    /// <see cref="Fields"/> may occur; selecting one of a closed object is an error at load.
    /// </summary>
    /// <param name="Fields">The declared fields by name.</param>
    /// <param name="Open">Whether other fields may occur; they are dyn.</param>
    public sealed record Object(IReadOnlyDictionary<string, CelType> Fields, bool Open) : CelType
    {
        internal override string RuntimeName => "map";

        /// <inheritdoc/>
        public override string ToString() => "object";
    }

    /// <summary>A value of one type, or null.</summary>
    public sealed record Nullable(CelType Of) : CelType
    {
        internal override string RuntimeName => Of.RuntimeName;

        /// <inheritdoc/>
        public override string ToString() => $"{Of} or null";
    }

    /// <summary>The type of a type value, such as <c>int</c> written alone.</summary>
    public sealed record TypeOf(CelType Of) : CelType
    {
        internal override string RuntimeName => "type";

        /// <inheritdoc/>
        public override string ToString() => $"type({Of})";
    }

    /// <summary>A type known by name only, with parameters: optional values, addresses.</summary>
    public sealed record Opaque(string Name, CelType[] Parameters) : CelType
    {
        internal override string RuntimeName => Name;

        /// <inheritdoc/>
        public override string ToString() =>
            (string.Equals(Name, OptionalName, StringComparison.Ordinal) ? "optional" : Name)
            + (Parameters.Length == 0 ? "" : $"({string.Join(", ", Parameters.Select(p => p.ToString()))})");
    }

    /// <summary>A type variable: of a generic declaration, or one that checking has yet to find.</summary>
    internal sealed record Variable(string Name) : CelType
    {
        internal override string RuntimeName => "dyn";

        /// <inheritdoc/>
        public override string ToString() => "dyn";
    }
}
