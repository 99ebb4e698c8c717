using System.Net;

namespace PolicyOs.Gateway.Client.Http;

/// <summary>Where the gateway listens: <c>ADDR:PORT</c> (spec 4, <c>run --http</c>).</summary>
public static class HttpAddress
{
    /// <summary>Reads an address. Anything but this machine itself needs authentication, which is not there yet.</summary>
    /// <param name="text"><c>127.0.0.1:8080</c>, <c>[::1]:8080</c>, <c>localhost:8080</c>, or a port alone; port 0 takes a free one.</param>
    /// <returns>The address, or why it is refused.</returns>
    public static (IPEndPoint? Address, string? Problem) Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string named = text.StartsWith("localhost:", StringComparison.OrdinalIgnoreCase) ? "127.0.0.1:" + text["localhost:".Length..] : text;
        string whole = named.Length > 0 && named.All(char.IsAsciiDigit) ? "127.0.0.1:" + named : named;
        int port = whole.LastIndexOf(':');
        if (port < 0 || !whole[(port + 1)..].All(char.IsAsciiDigit) || port == whole.Length - 1 || !IPEndPoint.TryParse(whole, out IPEndPoint? address))
        {
            return (null, $"--http `{text}` is not an address and a port, such as 127.0.0.1:8080");
        }

        return IPAddress.IsLoopback(address.Address)
            ? (address, null)
            : (null, $"--http {text}: an address other than this machine's own (127.0.0.1, [::1]) needs --auth, which is not supported yet");
    }
}
