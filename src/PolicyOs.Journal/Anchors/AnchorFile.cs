namespace PolicyOs.Journal.Anchors;

/// <summary>A file that anchors are copied to.</summary>
public sealed class AnchorFile : IAnchorCopy
{
    private readonly FileStream _file;

    private AnchorFile(FileStream file) => _file = file;

    /// <summary>Opens a file to which anchors are appended, one line each.</summary>
    /// <exception cref="JournalException">The file cannot be written.</exception>
    public static AnchorFile Open(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        try
        {
            return new AnchorFile(new FileStream(target, FileMode.Append, FileAccess.Write, FileShare.Read));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalException(JournalFault.Anchors, $"anchors cannot be copied to {target}: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public void Append(Anchor anchor)
    {
        ArgumentNullException.ThrowIfNull(anchor);
        try
        {
            _file.Write(anchor.Body.Span);
            _file.WriteByte((byte)'\n');
            _file.Flush(flushToDisk: true);
        }
        catch (IOException e)
        {
            throw new JournalException(JournalFault.Anchors, $"anchor {anchor.Number} could not be copied to {_file.Name}: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
