namespace PolicyOs.Journal;

/// <summary>Why a journal cannot take or give events, or only some.</summary>
public enum JournalFault
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>The journal was disposed.</summary>
    Closed,

    /// <summary>No room is left on the disk.</summary>
    DiskFull,

    /// <summary>The file, its folder or its disk cannot be written.</summary>
    ReadOnly,

    /// <summary>The file holds something else than what was written.</summary>
    Corrupt,

    /// <summary>Another process holds the file's write lock for too long.</summary>
    Busy,

    /// <summary>Another gateway serves from the file.</summary>
    Claimed,

    /// <summary>The file was written by a newer version.</summary>
    NewerSchema,

    /// <summary>The clock is behind the latest event.</summary>
    ClockBehind,

    /// <summary>The key file is missing, unreadable, open to others or belongs to another journal.</summary>
    Keys,

    /// <summary>Anchors cannot be signed or copied; events are taken all the same.</summary>
    Anchors,

    /// <summary>The disk refuses in some other way.</summary>
    InputOutput,
}
