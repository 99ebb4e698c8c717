using System.Text.Json;

namespace PolicyOs.Gateway.Client;

/// <summary>One thing that a server wants of the client.</summary>
/// <param name="Key">Its name among those asked together: the server's own, after the server's name.</param>
/// <param name="Method">elicitation/create, sampling/createMessage or roots/list.</param>
/// <param name="Params">Writes the members of its params.</param>
internal sealed record Question(string Key, string Method, Action<Utf8JsonWriter> Params);
