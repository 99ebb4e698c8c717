using System.Globalization;

namespace PolicyOs.Expressions.Values;

/// <summary>An address and how many of its leading bits name the network.</summary>
internal sealed record IpNetwork(IpAddress Address, int PrefixLength)
{
    public IpNetwork Masked => this with { Address = Address with { Bits = Prefix(Address.Bits) } };

    public bool Contains(IpAddress other) => other.IsV4 == Address.IsV4 && Prefix(other.Bits) == Prefix(Address.Bits);

    public bool Contains(IpNetwork other) => other.PrefixLength >= PrefixLength && Contains(other.Address);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address}/{PrefixLength}");

    private UInt128 Prefix(UInt128 bits)
    {
        int host = Address.Width - PrefixLength;

        // A shift by the full width of 128 would shift by nothing.
        return host == 128 ? 0 : bits >> host << host;
    }
}
