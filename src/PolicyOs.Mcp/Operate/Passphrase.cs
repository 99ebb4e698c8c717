using System.CommandLine;
using System.Text;
using PolicyOs.Journal.Operators;
using PolicyOs.Mcp.Hosting;

namespace PolicyOs.Mcp.Operate;

/// <summary>Passphrases and the keys that they unlock. A passphrase is typed on the terminal, or comes from a variable where no agent runs.</summary>
internal static class Passphrase
{
    private const string Variable = "POLICYOS_OPERATOR_PASSPHRASE";

    private const string NewVariable = "POLICYOS_NEW_OPERATOR_PASSPHRASE";

    /// <summary>Asks for the passphrase of a key that is being made.</summary>
    /// <param name="name">Whose.</param>
    /// <param name="isSigned">Whether somebody else signs, whose passphrase should not be that of the new key.</param>
    /// <exception cref="OperateException">There is no terminal and no variable.</exception>
    public static string AskForNew(string name, bool isSigned)
    {
        if (Environment.GetEnvironmentVariable(NewVariable) is { Length: > 0 } given)
        {
            return given;
        }

        if (isSigned && Environment.GetEnvironmentVariable(Variable) is { Length: > 0 })
        {
            Console.Error.WriteLine($"policyos: warning: the new key of {name} gets the signer's passphrase; {NewVariable} gives it one of its own");
        }

        return Ask("for the new key of " + name);
    }

    /// <summary>Asks for a passphrase.</summary>
    /// <exception cref="OperateException">There is no terminal and no variable.</exception>
    public static string Ask(string what)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            return given;
        }

        if (Console.IsInputRedirected)
        {
            throw new OperateException($"a passphrase is typed on a terminal, or taken from {Variable}", ExitCodes.Usage);
        }

        Console.Error.Write($"passphrase {what}: ");
        var typed = new StringBuilder();
        for (ConsoleKeyInfo key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace && typed.Length > 0)
            {
                typed.Length--;
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }

    /// <summary>The key of the operator who acts.</summary>
    /// <exception cref="OperateException">No key is named, or the passphrase is wrong.</exception>
    public static OperatorKey Unlock(ParseResult arguments)
    {
        string file = arguments.GetValue(OperateOptions.Key) ?? throw new OperateException("--key FILE is needed: the act is signed with the operator's key", ExitCodes.Usage);
        return OperatorKeyFile.Open(file, Ask("of " + file)) ?? throw new OperateException("the passphrase is not the one of " + file, ExitCodes.DoesNotHold);
    }
}
