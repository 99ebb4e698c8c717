using PolicyOs.Expressions.Checking;
using PolicyOs.Expressions.Evaluation;
using PolicyOs.Expressions.Types;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Functions;

/// <summary>The network extension: IP addresses and networks.</summary>
internal static class NetworkFunctions
{
    private static readonly CelType Ip = TypeNames.IpAddress;
    private static readonly CelType Cidr = TypeNames.IpNetwork;

    public static IEnumerable<Overload> All { get; } =
    [
        OfText("ip", Ip, text => WithAddress(text, CelValue.From)),
        OfText("isIP", CelType.Bool, text => CelValue.From(IpText.Parse(text, out _) is not null)),
        OfText("ip.isCanonical", CelType.Bool, text => WithAddress(text, address => CelValue.From(string.Equals(address.ToString(), text, StringComparison.Ordinal)))),
        OfText("cidr", Cidr, text => WithNetwork(text, CelValue.From)),
        OfText("isCIDR", CelType.Bool, text => CelValue.From(IpText.ParseNetwork(text, out _) is not null)),
        OfAddress("family", CelType.Int, address => CelValue.From((long)address.Family)),
        OfAddress("isUnspecified", CelType.Bool, address => CelValue.From(address.IsUnspecified)),
        OfAddress("isLoopback", CelType.Bool, address => CelValue.From(address.IsLoopback)),
        OfAddress("isGlobalUnicast", CelType.Bool, address => CelValue.From(address.IsGlobalUnicast)),
        OfAddress("isLinkLocalMulticast", CelType.Bool, address => CelValue.From(address.IsLinkLocalMulticast)),
        OfAddress("isLinkLocalUnicast", CelType.Bool, address => CelValue.From(address.IsLinkLocalUnicast)),
        OfNetwork("ip", [], Ip, (network, _) => CelValue.From(network.Address)),
        OfNetwork("masked", [], Cidr, (network, _) => CelValue.From(network.Masked)),
        OfNetwork("prefixLength", [], CelType.Int, (network, _) => CelValue.From((long)network.PrefixLength)),
        OfNetwork("containsIP", [Ip], CelType.Bool, (network, other) => CelValue.From(network.Contains(other.AsIpAddress))),
        OfNetwork("containsIP", [CelType.String], CelType.Bool, (network, other) =>
            WithAddress(other.AsString, address => CelValue.From(network.Contains(address)))),
        OfNetwork("containsCIDR", [Cidr], CelType.Bool, (network, other) => CelValue.From(network.Contains(other.AsIpNetwork))),
        OfNetwork("containsCIDR", [CelType.String], CelType.Bool, (network, other) =>
            WithNetwork(other.AsString, inner => CelValue.From(network.Contains(inner)))),
    ];

    private static CelValue WithAddress(string text, Func<IpAddress, CelValue> use) =>
        IpText.Parse(text, out string reason) is { } address ? use(address) : CelValue.Fail(reason);

    private static CelValue WithNetwork(string text, Func<IpNetwork, CelValue> use) =>
        IpText.ParseNetwork(text, out string reason) is { } network ? use(network) : CelValue.Fail(reason);

    private static Overload OfText(string name, CelType result, Func<string, CelValue> body) =>
        Overload.Function(name, [CelType.String], result, (ReadOnlySpan<CelValue> arguments, ref CostBudget budget) =>
            budget.TryPayText(arguments[0].AsString.Length) ? body(arguments[0].AsString) : budget.Failure);

    private static Overload OfAddress(string name, CelType result, Func<IpAddress, CelValue> body) =>
        Overload.Method(name, [Ip], result, (ReadOnlySpan<CelValue> arguments, ref CostBudget _) => body(arguments[0].AsIpAddress));

    private static Overload OfNetwork(string name, CelType[] parameters, CelType result, Func<IpNetwork, CelValue, CelValue> body) =>
        Overload.Method(name, [Cidr, .. parameters], result, (ReadOnlySpan<CelValue> arguments, ref CostBudget budget) =>
        {
            CelValue other = arguments.Length > 1 ? arguments[1] : default;
            long length = other.Kind == CelKind.String ? other.AsString.Length : 0;
            return budget.TryPayText(length) ? body(arguments[0].AsIpNetwork, other) : budget.Failure;
        });
}
