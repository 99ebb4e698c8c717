using System.Text;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Mcp.Commands;

namespace PolicyOs.Mcp.Live;

/// <summary>What <c>--surface</c> names: a URL, or a command with its arguments.</summary>
/// <param name="Text">As written.</param>
/// <param name="Address">The URL; null for a command.</param>
/// <param name="Command">The command and its arguments; empty for a URL.</param>
internal sealed record SurfaceTarget(string Text, Uri? Address, IReadOnlyList<string> Command)
{
    /// <summary>Reads a target; words of a command are separated by blanks, quotes keep blanks together.</summary>
    /// <returns>The target, or what is wrong with it.</returns>
    public static (SurfaceTarget? Target, string? Problem) Parse(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(text, UriKind.Absolute, out Uri? address))
        {
            return address.Scheme is "http" or "https" ? (new(text, address, []), null) : (null, $"--surface {text}: only http and https can be reached");
        }

        List<string>? words = Words(text);
        return words is { Count: > 0 } ? (new(text, null, words), null) : (null, $"--surface `{text}` is neither a URL nor a command with its arguments");
    }

    /// <summary>A new session there.</summary>
    /// <exception cref="SurfaceException">The command cannot be started.</exception>
    public ISurface Open()
    {
        if (Address is not null)
        {
            return new HttpSurface(Address);
        }

        // `policyos` is this very executable, as in a bundle's servers.
        return Command[0] == "policyos"
            ? new ProcessSurface(SelfLocation.Command, Command.Skip(1))
            : new ProcessSurface(new SelfCommand(Command[0], []), Command.Skip(1));
    }

    private static List<string>? Words(string text)
    {
        List<string> words = [];
        var word = new StringBuilder();
        bool isWord = false;
        char quote = '\0';
        foreach (char c in text)
        {
            if (quote != '\0' ? c == quote : c is '"' or '\'')
            {
                (quote, isWord) = (quote == '\0' ? c : '\0', true);
            }
            else if (quote == '\0' && c == ' ')
            {
                if (isWord)
                {
                    words.Add(word.ToString());
                    word.Clear();
                }

                isWord = false;
            }
            else
            {
                word.Append(c);
                isWord = true;
            }
        }

        if (isWord)
        {
            words.Add(word.ToString());
        }

        return quote == '\0' ? words : null;
    }
}
