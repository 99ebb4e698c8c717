namespace PolicyOs.Gateway.Upstream.Http;

/// <summary>
/// The clients that dial servers, one for each address and credential: the sessions of a process share their connections (spec 3.1). What belongs
/// to one session alone is said in its requests.
/// </summary>
internal sealed class HttpDials
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (HttpClient Client, int Users)> _open = new(StringComparer.Ordinal);

    /// <summary>A client for a target. Whoever takes one leaves it.</summary>
    /// <param name="target">Address and headers; equal ones are dialled by one client.</param>
    /// <param name="connectTimeout">How long one dial may take.</param>
    public HttpClient Take(HttpTarget target, TimeSpan connectTimeout)
    {
        string key = KeyOf(target, connectTimeout);
        lock (_gate)
        {
            (HttpClient client, int users) = _open.TryGetValue(key, out (HttpClient Client, int Users) open) ? open : (HttpDial.NewClient(connectTimeout), 0);
            _open[key] = (client, users + 1);
            return client;
        }
    }

    /// <summary>No longer needs it; the last one closes its connections.</summary>
    public void Leave(HttpTarget target, TimeSpan connectTimeout)
    {
        string key = KeyOf(target, connectTimeout);
        lock (_gate)
        {
            (HttpClient client, int users) = _open[key];
            if (users > 1)
            {
                _open[key] = (client, users - 1);
                return;
            }

            _open.Remove(key);
            client.Dispose();
        }
    }

    private static string KeyOf(HttpTarget target, TimeSpan connectTimeout) =>
        string.Join('\0', [target.Url.AbsoluteUri, $"{connectTimeout.Ticks}", .. target.Headers.Select(header => header.Key + "\0" + header.Value)]);
}
