using System.Collections;
using System.Collections.Immutable;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Mcp.Onboarding;

/// <summary>Turns servers of a client's configuration into servers of a bundle. Values that may be secret stay behind; a reference stands for each.</summary>
/// <param name="config">The client's configuration.</param>
/// <param name="environment">The process's variables.</param>
internal sealed class ServerDrafter(ClientConfig config, IDictionary environment)
{
    private readonly List<(string Variable, string Origin)> _references = [];
    private readonly List<string> _notes = [];

    /// <summary>The process's variables with the values that references stand for: what the servers are started with here, and nowhere else kept.</summary>
    public Hashtable Variables { get; } = new(environment);

    /// <summary>Drafts a server.</summary>
    /// <returns>The draft, or why the bundle cannot have it.</returns>
    public (ServerDraft? Draft, string? Problem) Draft(ConfiguredServer from, string name)
    {
        if (from.Unusable is { } unusable)
        {
            return (null, unusable);
        }

        _references.Clear();
        _notes.Clear();
        _notes.AddRange(from.Notes);
        (ServerTransport? transport, string? problem) = from.Command is null ? Http(from, name) : Stdio(from, name);
        if (transport is null)
        {
            return (null, problem);
        }

        var server = new Server
        {
            Name = name,
            Transport = transport,
            Owner = null,
            AuthScopes = [],
            Protocol = ProtocolEra.Auto,
            StartTimeout = TimeSpan.FromSeconds(60),
            ClientRequests = new(Elicitation: true, Roots: true, Sampling: false),
            Methods = [],
        };
        return (new(from, server, [.. _references], [.. _notes]), null);
    }

    private (ServerTransport? Transport, string? Problem) Stdio(ConfiguredServer from, string name)
    {
        var arguments = new List<string>();
        (string? command, string? unset) = Expand(from.Command!);
        foreach (string written in from.Arguments)
        {
            (string? argument, string? missing) = Expand(written);
            unset ??= missing;
            if (argument is not null && (!SecretGuess.IsPlainArgument(argument) || (arguments.Count > 0 && SecretGuess.AnnouncesSecret(arguments[^1]))))
            {
                return (null, "an argument looks like a secret, and arguments cannot be references; give it to the server by `env`");
            }

            arguments.Add(argument ?? "");
        }

        (string? folder, string? noFolder) = from.WorkingDirectory is { } cwd ? Expand(cwd) : (config.Folder ?? Environment.CurrentDirectory, null);
        unset ??= noFolder;
        if (unset is not null)
        {
            return (null, $"the variable `{unset}` is not set here; set it, and run this again");
        }

        if (config.Folder is null && from.WorkingDirectory is null && arguments.Any(argument => argument.StartsWith('.')))
        {
            _notes.Add("it has relative paths, and where the client starts it is not known; the current folder is taken");
        }

        ImmutableArray<KeyValuePair<string, string>> variables = [.. from.Environment.Select(pair => Reference(name, pair.Key, pair.Value, pair.Key))];
        string? open = Unset(variables);
        return open is null
            ? (new ServerTransport.Stdio(command!, [.. arguments], Path.GetFullPath(folder!, config.Folder ?? Environment.CurrentDirectory), variables), null)
            : (null, $"the variable `{open}` is not set here; set it, and run this again");
    }

    private (ServerTransport? Transport, string? Problem) Http(ConfiguredServer from, string name)
    {
        string url = from.Url!;
        string written = Substitution.ToBundle(url, config.Folder) is { } references ? references
            : SecretGuess.IsPlainUrl(url) ? url
            : Stand(name, "URL", url, "url");
        ImmutableArray<KeyValuePair<string, string>> headers = [.. from.Headers.Select(header => Header(name, header))];
        return Unset([new("url", written), .. headers]) is { } open
            ? (null, $"the variable `{open}` is not set here; set it, and run this again")
            : (new ServerTransport.Http(written, headers), null);
    }

    private KeyValuePair<string, string> Header(string server, KeyValuePair<string, string> header)
    {
        const string bearer = "Bearer ";
        bool hasScheme = header.Value.StartsWith(bearer, StringComparison.OrdinalIgnoreCase) && !header.Value.Contains("${", StringComparison.Ordinal);
        string name = $"{Substitution.VariableName(server)}_{Substitution.VariableName(header.Key)}";
        return hasScheme
            ? new(header.Key, bearer + Reference(server, header.Key, header.Value[bearer.Length..], name).Value)
            : Reference(server, header.Key, header.Value, name);
    }

    private KeyValuePair<string, string> Reference(string server, string key, string value, string variable)
    {
        // A default that stands in for an unset variable is a value like any other.
        string? expanded = Expand(value).Text;
        if (Substitution.ToBundle(value, config.Folder) is { } references && (expanded is null || Unset([new(key, references)]) is null))
        {
            return new(key, references);
        }

        string literal = expanded ?? value;
        return new(key, SecretGuess.IsPlain(key, literal) ? literal : Stand(server, variable, literal, key));
    }

    // A reference stands for the value; under a name of its own where another value already has the name.
    private string Stand(string server, string variable, string value, string origin)
    {
        string name = Substitution.VariableName(variable);
        if (Variables[name] is string taken && taken != value)
        {
            name = $"{Substitution.VariableName(server)}_{name}";
        }

        Variables[name] = value;
        _references.Add((name, origin));
        return $"${{env:{name}}}";
    }

    private string? Unset(IEnumerable<KeyValuePair<string, string>> values) =>
        values.Select(value => Substitution.Expand(value.Value, Variables, config.Folder).Unset).FirstOrDefault(name => name is not null);

    private (string? Text, string? Unset) Expand(string text) => Substitution.Expand(text, environment, config.Folder);
}
