global using System.Net;
global using Trepart.Domain;
global using Trepart.Store;
global using Trepart.Tests;
