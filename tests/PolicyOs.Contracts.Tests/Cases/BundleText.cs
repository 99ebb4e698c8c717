using System.Text;

namespace PolicyOs.Contracts.Tests.Cases;

/// <summary>The files of a bundle as one text: <c>--- file PATH</c> starts a file.</summary>
internal sealed class BundleText
{
    private const string FileMark = "--- file ";

    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Files => _files;

    public static BundleText Base { get; } = Parse(File.ReadAllText(CaseFiles.At("base.bundle")));

    public static BundleText Parse(string text)
    {
        var bundle = new BundleText();
        string? path = null;
        var body = new StringBuilder();
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.StartsWith(FileMark, StringComparison.Ordinal))
            {
                bundle.Put(path, body);
                path = line[FileMark.Length..].Trim();
            }
            else
            {
                body.Append(line).Append('\n');
            }
        }

        bundle.Put(path, body);
        return bundle;
    }

    public BundleText With(string path, string? text)
    {
        var copy = new BundleText();
        foreach ((string file, string content) in _files)
        {
            copy._files[file] = content;
        }

        if (text is null)
        {
            copy._files.Remove(path);
        }
        else
        {
            copy._files[path] = text;
        }

        return copy;
    }

    /// <summary>Replaces the top-level keys that the patch has and appends the others; <c>key: !delete</c> takes one away.</summary>
    public BundleText Patch(string path, string patch)
    {
        List<(string Key, string Text)> blocks = TopLevel(_files.GetValueOrDefault(path, string.Empty));
        foreach ((string key, string text) in TopLevel(patch))
        {
            int at = blocks.FindIndex(b => b.Key == key);
            if (text.StartsWith(key + ": !delete", StringComparison.Ordinal))
            {
                blocks.RemoveAt(at);
            }
            else if (at >= 0)
            {
                blocks[at] = (key, text);
            }
            else
            {
                blocks.Add((key, text));
            }
        }

        return With(path, string.Concat(blocks.Select(b => b.Text)));
    }

    public BundleText Replace(string path, string from, string to)
    {
        string text = _files[path];
        Assert.Contains(from, text, StringComparison.Ordinal);
        return With(path, text.Replace(from, to, StringComparison.Ordinal));
    }

    public void WriteTo(string folder)
    {
        foreach ((string path, string text) in _files)
        {
            string full = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, text);
        }
    }

    private static List<(string Key, string Text)> TopLevel(string yaml)
    {
        var blocks = new List<(string Key, string Text)>();
        foreach (string line in yaml.Split('\n'))
        {
            if (line.Length > 0 && line[0] is not (' ' or '#' or '-') && line.Contains(':', StringComparison.Ordinal))
            {
                blocks.Add((line[..line.IndexOf(':', StringComparison.Ordinal)], line + "\n"));
            }
            else if (line.Length > 0)
            {
                blocks[^1] = (blocks[^1].Key, blocks[^1].Text + line + "\n");
            }
        }

        return blocks;
    }

    private void Put(string? path, StringBuilder body)
    {
        if (path is not null)
        {
            _files[path] = body.ToString();
        }

        body.Clear();
    }
}
