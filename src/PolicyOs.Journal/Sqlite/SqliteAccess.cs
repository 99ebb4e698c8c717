namespace PolicyOs.Journal.Sqlite;

/// <summary>What a process wants of a journal's file.</summary>
public enum SqliteAccess
{
    /// <summary>To serve sessions from it: one process at a time, held by an OS lock. It signs anchors and removes what has expired.</summary>
    Serve,

    /// <summary>To read it and append to it beside a gateway, as the command line does.</summary>
    Operate,
}
