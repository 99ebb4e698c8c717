using System.Runtime.CompilerServices;
using System.Text.Json;
using PolicyOs.Expressions.Types;

namespace PolicyOs.Expressions.Values;

/// <summary>
/// A value of the language. JSON strings, arrays and objects stay the <see cref="JsonElement"/> they came as: nothing is copied, and the
/// document must outlive the value. The default is <see cref="CelKind.Unset"/>.
/// </summary>
public readonly struct CelValue
{
    private readonly JsonElement _json;
    private readonly object? _reference;
    private readonly long _bits;
    private readonly int _nanoseconds;

    private CelValue(CelKind kind, long bits = 0, object? reference = null, int nanoseconds = 0)
    {
        Kind = kind;
        _bits = bits;
        _reference = reference;
        _nanoseconds = nanoseconds;
    }

    private CelValue(CelKind kind, JsonElement json)
    {
        Kind = kind;
        _json = json;
    }

    /// <summary>null.</summary>
    public static CelValue Null => new(CelKind.Null);

    /// <summary>What the value is.</summary>
    public CelKind Kind { get; }

    /// <summary>Whether evaluation failed; then <see cref="Error"/> says why.</summary>
    public bool IsError => Kind == CelKind.Error;

    /// <summary>The error of an <see cref="CelKind.Error"/> value; null for every other kind.</summary>
    public CelError? Error => Kind == CelKind.Error ? (CelError)_reference! : null;

    /// <summary>A bool.</summary>
    public static CelValue From(bool value) => new(CelKind.Bool, value ? 1 : 0);

    /// <summary>An int.</summary>
    public static CelValue From(long value) => new(CelKind.Int, value);

    /// <summary>A uint.</summary>
    public static CelValue From(ulong value) => new(CelKind.Uint, unchecked((long)value));

    /// <summary>A double.</summary>
    public static CelValue From(double value) => new(CelKind.Double, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A string; well-formed UTF-16.</summary>
    public static CelValue From(string value) => new(CelKind.String, 0, value);

    /// <summary>Octets; the array is not copied and must not change.</summary>
    public static CelValue From(byte[] value) => new(CelKind.Bytes, 0, value);

    /// <summary>A list.</summary>
    public static CelValue From(CelList value) => new(CelKind.List, 0, value);

    /// <summary>A list of the values given.</summary>
    public static CelValue ListOf(params CelValue[] values) => From(new ArrayList(values));

    /// <summary>A map, the host's own or one made by <see cref="MapOf"/>.</summary>
    public static CelValue From(CelMap value) => new(CelKind.Map, 0, value);

    /// <summary>A map of string keys. <exception cref="ArgumentException">Two entries have one key.</exception></summary>
    public static CelValue MapOf(params (string Key, CelValue Value)[] entries)
    {
        var map = new MapBuilder(entries.Length);
        foreach ((string key, CelValue value) in entries)
        {
            if (!map.TryAdd(From(key), value))
            {
                throw new ArgumentException($"two entries have the key `{key}`", nameof(entries));
            }
        }

        return From(map.ToMap());
    }

    /// <summary>A point in time, at the resolution of <see cref="DateTimeOffset"/>.</summary>
    public static CelValue From(DateTimeOffset value)
    {
        long ticks = value.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        long seconds = Math.DivRem(ticks, TimeSpan.TicksPerSecond, out long rest);
        return FromTimestamp(rest < 0 ? seconds - 1 : seconds, (int)((rest < 0 ? rest + TimeSpan.TicksPerSecond : rest) * 100));
    }

    /// <summary>
    /// A JSON value: whole numbers written without fraction or exponent are int (uint above its range), other numbers double, the rest as the
    /// name says. A number too large for a double is an error value.
    /// </summary>
    public static CelValue FromJson(JsonElement json) => JsonValues.ToValue(json, Coercion.None);

    /// <inheritdoc cref="ValueFormatter.Format"/>
    public override string ToString() => ValueFormatter.Format(this);

    /// <summary>The truth of a Bool value; false for every other kind.</summary>
    public bool AsBool => Kind == CelKind.Bool && _bits != 0;

    /// <summary>The string of a String value; false for other kinds, and for JSON text that is no well-formed Unicode.</summary>
    public bool TryGetString(out string value)
    {
        if (Kind != CelKind.String)
        {
            value = "";
            return false;
        }

        if (_reference is not null)
        {
            value = Unsafe.As<string>(_reference);
            return true;
        }

        return JsonValues.TryGetString(_json, out value);
    }

    internal static CelValue FromTimestamp(long seconds, int nanoseconds) => new(CelKind.Timestamp, seconds, null, nanoseconds);

    internal static CelValue FromDuration(long nanoseconds) => new(CelKind.Duration, nanoseconds);

    internal static CelValue FromType(CelType type) => new(CelKind.Type, 0, type.RuntimeName);

    internal static CelValue FromTypeName(string name) => new(CelKind.Type, 0, name);

    internal static CelValue FromOptional(CelValue value) => new(CelKind.Optional, 0, new OptionalContent(value));

    internal static CelValue NoOptional => new(CelKind.Optional);

    internal static CelValue From(IpAddress value) => new(CelKind.IpAddress, 0, value);

    internal static CelValue From(IpNetwork value) => new(CelKind.IpNetwork, 0, value);

    internal static CelValue From(CelError error) => new(CelKind.Error, 0, error);

    internal static CelValue Fail(string message) => From(new CelError(message, -1, 0));

    internal static CelValue LazyJson(CelKind kind, JsonElement json) => new(kind, json);

    internal long AsInt => _bits;

    internal ulong AsUint => unchecked((ulong)_bits);

    internal double AsDouble => BitConverter.Int64BitsToDouble(_bits);

    /// <summary>The string of a value whose text the evaluator has already read.</summary>
    internal string AsString => (string)_reference!;

    internal byte[] AsBytes => (byte[])_reference!;

    internal long Seconds => _bits;

    internal int Nanoseconds => _nanoseconds;

    internal long DurationNanoseconds => _bits;

    internal string TypeName => (string)_reference!;

    internal IpAddress AsIpAddress => (IpAddress)_reference!;

    internal IpNetwork AsIpNetwork => (IpNetwork)_reference!;

    /// <summary>Whether a String, List or Map value is JSON; then <see cref="Json"/> is it.</summary>
    internal bool IsJson => _reference is null;

    internal JsonElement Json => _json;

    internal CelList AsList => (CelList)_reference!;

    internal CelMap AsMap => (CelMap)_reference!;

    internal bool HasOptionalValue => _reference is not null;

    internal CelValue OptionalValue => ((OptionalContent)_reference!).Value;

    private sealed record OptionalContent(CelValue Value);
}
