using PolicyOs.Expressions.Types;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Functions;

/// <summary>One signature of a function. A method's target is its first parameter.</summary>
internal sealed class Overload
{
    private readonly CelKind[] _kinds;

    private Overload(string name, bool isMethod, CelType[] parameters, CelType result, FunctionBody? body)
    {
        Name = name;
        IsMethod = isMethod;
        Parameters = parameters;
        Result = result;
        Body = body;
        _kinds = Array.ConvertAll(parameters, KindOf);
    }

    public string Name { get; }

    public bool IsMethod { get; }

    public CelType[] Parameters { get; }

    public CelType Result { get; }

    /// <summary>Null for a function that is only declared.</summary>
    public FunctionBody? Body { get; }

    public static Overload Function(string name, CelType[] parameters, CelType result, FunctionBody? body) =>
        new(name, false, parameters, result, body);

    public static Overload Method(string name, CelType[] parameters, CelType result, FunctionBody? body) =>
        new(name, true, parameters, result, body);

    /// <summary>Whether the arguments are of the kinds that the parameters have.</summary>
    public bool Accepts(ReadOnlySpan<CelValue> arguments)
    {
        if (arguments.Length != _kinds.Length)
        {
            return false;
        }

        for (int i = 0; i < arguments.Length; i++)
        {
            if (_kinds[i] != CelKind.Unset && _kinds[i] != arguments[i].Kind)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>As diagnostics show it: <c>string.startsWith(string)</c>.</summary>
    public override string ToString()
    {
        IEnumerable<CelType> parameters = IsMethod ? Parameters.Skip(1) : Parameters;
        string list = string.Join(", ", parameters.Select(p => p.ToString()));
        return IsMethod ? $"{Parameters[0]}.{Name}({list})" : $"{Name}({list})";
    }

    /// <summary>The kind that values of a declared type have; Unset where any will do.</summary>
    private static CelKind KindOf(CelType type) => type switch
    {
        CelType.List => CelKind.List,
        CelType.Map or CelType.Object => CelKind.Map,
        CelType.TypeOf => CelKind.Type,
        _ => type.RuntimeName switch
        {
            "bool" => CelKind.Bool,
            "int" => CelKind.Int,
            "uint" => CelKind.Uint,
            "double" => CelKind.Double,
            "string" => CelKind.String,
            "bytes" => CelKind.Bytes,
            "null_type" => CelKind.Null,
            "google.protobuf.Timestamp" => CelKind.Timestamp,
            "google.protobuf.Duration" => CelKind.Duration,
            CelType.OptionalName => CelKind.Optional,
            "net.IP" => CelKind.IpAddress,
            "net.CIDR" => CelKind.IpNetwork,
            _ => CelKind.Unset,
        },
    };
}
