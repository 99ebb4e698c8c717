using System.Globalization;
using System.Text;

namespace PolicyOs.Engine.State;

/// <summary>64 bits that tell proposals apart in the loop window: from the tool's name and the keyed hash of the arguments.</summary>
internal static class LoopFingerprint
{
    public static ulong Of(ulong nameHash, string argumentsHash) =>
        nameHash ^ (argumentsHash.Length >= 16
            && ulong.TryParse(argumentsHash.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong hash)
                ? hash
                : HashOf(argumentsHash));

    /// <summary>FNV-1a (Fowler, Noll, Vo) of a name, the same in every process.</summary>
    public static ulong HashOf(string name)
    {
        ulong hash = 14_695_981_039_346_656_037;
        foreach (byte b in Encoding.UTF8.GetBytes(name))
        {
            hash = unchecked((hash ^ b) * 1_099_511_628_211);
        }

        return hash;
    }
}
