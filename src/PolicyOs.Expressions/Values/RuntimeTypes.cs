using PolicyOs.Expressions.Types;

namespace PolicyOs.Expressions.Values;

/// <summary>The name of the type that a value has at run time.</summary>
internal static class RuntimeTypes
{
    public static string NameOf(in CelValue value) => NameOf(value.Kind);

    public static string NameOf(CelKind kind) => kind switch
    {
        CelKind.Null => "null_type",
        CelKind.Bool => "bool",
        CelKind.Int => "int",
        CelKind.Uint => "uint",
        CelKind.Double => "double",
        CelKind.String => "string",
        CelKind.Bytes => "bytes",
        CelKind.List => "list",
        CelKind.Map => "map",
        CelKind.Timestamp => "google.protobuf.Timestamp",
        CelKind.Duration => "google.protobuf.Duration",
        CelKind.Type => "type",
        CelKind.Optional => CelType.OptionalName,
        CelKind.IpAddress => "net.IP",
        CelKind.IpNetwork => "net.CIDR",
        _ => "error",
    };

    /// <summary>The word for it in messages.</summary>
    public static string Word(in CelValue value) => value.Kind switch
    {
        CelKind.Null => "null",
        CelKind.Timestamp => "timestamp",
        CelKind.Duration => "duration",
        CelKind.Optional => "optional",
        _ => NameOf(value.Kind),
    };
}
