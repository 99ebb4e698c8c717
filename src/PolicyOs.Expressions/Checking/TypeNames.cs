using PolicyOs.Expressions.Types;

namespace PolicyOs.Expressions.Checking;

/// <summary>The names of types, which are values of type <c>type</c>.</summary>
internal static class TypeNames
{
    public static readonly CelType IpAddress = new CelType.Opaque("net.IP", []);
    public static readonly CelType IpNetwork = new CelType.Opaque("net.CIDR", []);

    private static readonly Dictionary<string, CelType> ByName = new CelType[]
    {
        CelType.Bool, CelType.Int, CelType.Uint, CelType.Double, CelType.String, CelType.Bytes, CelType.Null,
        CelType.Timestamp, CelType.Duration, CelType.ListOf(CelType.Dyn), CelType.MapOf(CelType.Dyn, CelType.Dyn),
        new CelType.TypeOf(CelType.Dyn), CelType.OptionalOf(CelType.Dyn), IpAddress, IpNetwork,
    }.ToDictionary(type => type.RuntimeName, StringComparer.Ordinal);

    public static CelType? Find(string name) => ByName.GetValueOrDefault(name);

    public static IEnumerable<string> All => ByName.Keys;
}
