using System.Net;
using System.Net.Sockets;

namespace PolicyOs.Gateway.Upstream.Http;

/// <summary>Addresses that no upstream may have (spec 3.1): what a cloud tells its machines is not for agents.</summary>
internal static class RefusedAddress
{
    private static readonly IPNetwork[] s_unspecified = [IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("::/128")];
    private static readonly IPNetwork[] s_linkLocal = [IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("fe80::/10")];

    // Alibaba, Azure, Oracle; AWS and Google over IPv6. The common 169.254.169.254 is link-local.
    private static readonly IPNetwork[] s_metadata =
    [
        IPNetwork.Parse("100.100.100.200/32"), IPNetwork.Parse("168.63.129.16/32"), IPNetwork.Parse("192.0.0.192/32"),
        IPNetwork.Parse("fd00:ec2::254/128"), IPNetwork.Parse("fd20:ce::254/128"),
    ];

    // IPv4 inside IPv6: compatible (RFC 4291, 2.5.5.1) and translated (RFC 6052); mapped addresses have a property of their own.
    private static readonly IPNetwork[] s_embedding = [IPNetwork.Parse("::/96"), IPNetwork.Parse("64:ff9b::/96")];

    /// <summary>What kind of refused address it is, for people; null when it may be dialled.</summary>
    public static string? KindOf(IPAddress address)
    {
        IPAddress plain = Unwrap(address);
        return IsIn(s_unspecified, plain) ? "unspecified"
            : IsIn(s_linkLocal, plain) ? "link-local"
            : IsIn(s_metadata, plain) ? "cloud metadata"
            : null;
    }

    private static bool IsIn(IPNetwork[] networks, IPAddress address) => networks.Any(network => network.Contains(address));

    private static IPAddress Unwrap(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        // Networks are compared without the zone.
        var plain = new IPAddress(address.GetAddressBytes());
        bool embeds = plain.IsIPv4MappedToIPv6 || (IsIn(s_embedding, plain) && !IPAddress.IsLoopback(plain));
        return embeds ? new IPAddress(plain.GetAddressBytes().AsSpan(12)) : plain;
    }
}
