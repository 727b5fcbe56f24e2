BEGIN TRANSACTION;
CREATE TABLE decisions (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, respondent TEXT NOT NULL, measure TEXT NOT NULL,
    quartier TEXT NOT NULL, field TEXT NOT NULL, verdict TEXT NOT NULL, reason TEXT NOT NULL, decided TEXT NOT NULL,
    sha256 TEXT NOT NULL, code TEXT NOT NULL, value TEXT NOT NULL
);
INSERT INTO "decisions" VALUES(1,'CUL','CUL-01','','value','corriger','appel du 3 mars','2016-03-01T09:00:00+00:00','','','0.4');
CREATE TABLE dispatches (
    respondent TEXT NOT NULL, version INTEGER NOT NULL, fingerprint TEXT NOT NULL, sha256 TEXT NOT NULL,
    language TEXT NOT NULL, name TEXT NOT NULL, created TEXT NOT NULL,
    PRIMARY KEY (respondent, version, language, sha256)
);
INSERT INTO "dispatches" VALUES('EMP',1,'0c7bec33fc5058c56e8ec7522349375d3a8f833c5fe1709f5e78800d6369322b','006e1f0250f8d29f9ce3afed269f20b4f8fd23d5ad9c95a474676794217e9e45','fr','paris-2015_EMP.xlsx','2016-03-01T09:00:00+00:00');
INSERT INTO "dispatches" VALUES('EDU',1,'054e36c3dd8eff95507f0d5aae95eee44061a9cd84665a11822668c426989cf2','4e4b0a5348815cb1bd0072219852b3c90134f1d2ec436eae04e1a335319f6842','fr','paris-2015_EDU.xlsx','2016-03-01T09:00:00+00:00');
INSERT INTO "dispatches" VALUES('INT',1,'875ede189a5ca274770030d0b0fd7b28770802613b4a23d85df9d5078283b31e','0c2a0a61ac13d5a9cfd7451d4185a8863749dedcb3a2298aa2de9e8f4c11fe5a','fr','paris-2015_INT.xlsx','2016-03-01T09:00:00+00:00');
INSERT INTO "dispatches" VALUES('SAN',1,'324aefeaa972055c29344abb50f2df63b86a967c5d6bef7f74ba4faeed6d0241','a63247578671f48e90e94f10ff35e1440055b83398684faa9317297b5e8f97f2','fr','paris-2015_SAN.xlsx','2016-03-01T09:00:00+00:00');
INSERT INTO "dispatches" VALUES('CAF',1,'9438345db744b9f0daae64bbb5a5e498533a58de21bb3e48cb1dae3e025ec00c','fbf726b25087c02a35b37a9a4bfc8aeccbfd4ab11f8d618582e55e73a4034d86','fr','paris-2015_CAF.xlsx','2016-03-01T09:00:00+00:00');
INSERT INTO "dispatches" VALUES('DDF',1,'90f122bb14839e221fe698cf53f469bb057db6bcffa9afb0af81613b898d3cff','0eb7c17df617b0db681ac59bbecdeb8096fedb7ab02a35fff8053a597234ff90','fr','paris-2015_DDF.xlsx','2016-03-01T09:00:00+00:00');
INSERT INTO "dispatches" VALUES('JSP',1,'397c13a9e67e8497c6b54f74585f1df48c7876cf84db87ee71d7f94ad58841ec','117f567e3fc06c5b57388ce20d01553556e4fd356f464b914ec0cf3d36dc17f4','fr','paris-2015_JSP.xlsx','2016-03-01T09:00:00+00:00');
INSERT INTO "dispatches" VALUES('CUL',1,'6602f12f4225785b2e88404aca63604feb9ab086daa7c1c718c0f87842782aa5','e9568b37a070e9952194e0b0ce1c568cf51126b91a71fa5a40042dd461036596','fr','paris-2015_CUL.xlsx','2016-03-01T09:00:00+00:00');
INSERT INTO "dispatches" VALUES('JUS',1,'81c463aae9dd38e12e4ef55b653a477009169666032df7a049ead2218710f5a3','89e263434ff211ef8ad67f295f9c609bbca8d5e594800d87b3e9ae84524bbdff','fr','paris-2015_JUS.xlsx','2016-03-01T09:00:00+00:00');
CREATE TABLE journal (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, moment TEXT NOT NULL, author TEXT NOT NULL, act TEXT NOT NULL,
    about TEXT NOT NULL
);
INSERT INTO "journal" VALUES(1,'2016-03-01T09:00:00+00:00','','dispatch','EMP v1');
INSERT INTO "journal" VALUES(2,'2016-03-01T09:00:00+00:00','','dispatch','EDU v1');
INSERT INTO "journal" VALUES(3,'2016-03-01T09:00:00+00:00','','dispatch','INT v1');
INSERT INTO "journal" VALUES(4,'2016-03-01T09:00:00+00:00','','dispatch','SAN v1');
INSERT INTO "journal" VALUES(5,'2016-03-01T09:00:00+00:00','','dispatch','CAF v1');
INSERT INTO "journal" VALUES(6,'2016-03-01T09:00:00+00:00','','dispatch','DDF v1');
INSERT INTO "journal" VALUES(7,'2016-03-01T09:00:00+00:00','','dispatch','JSP v1');
INSERT INTO "journal" VALUES(8,'2016-03-01T09:00:00+00:00','','dispatch','CUL v1');
INSERT INTO "journal" VALUES(9,'2016-03-01T09:00:00+00:00','','dispatch','JUS v1');
INSERT INTO "journal" VALUES(10,'2016-03-01T09:00:00+00:00','coordinatrice','send_collection','CUL');
INSERT INTO "journal" VALUES(11,'2016-03-01T09:00:00+00:00','coordinatrice','return','retour.xlsx');
INSERT INTO "journal" VALUES(12,'2016-03-01T09:00:00+00:00','coordinatrice','decision','CUL CUL-01 value');
CREATE TABLE returns (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, sha256 TEXT NOT NULL, name TEXT NOT NULL, stored TEXT NOT NULL,
    received TEXT NOT NULL, sender TEXT NOT NULL, message_id TEXT NOT NULL, attributed TEXT NOT NULL,
    outcome TEXT NOT NULL, format TEXT NOT NULL, application TEXT NOT NULL, respondent TEXT,
    fingerprint TEXT NOT NULL, submission TEXT NOT NULL,
    UNIQUE (sha256, name, message_id)
);
INSERT INTO "returns" VALUES(1,'b8f391fc7f65cf9a7116d6edaee173cdbcd49ee2a7df292656404da3cf3aeb6c','retour.xlsx','b8f391fc7f65_retour.xlsx','2016-03-01T09:00:00+00:00','','','','accepted','xlsx','Microsoft Excel Compatible ','CUL','31a2f1dc19d669a216de7a13991ba6845d8a3278f909d5d3bdbeeb1a93e20130','{"origin":{"name":"retour.xlsx","sha256":"b8f391fc7f65cf9a7116d6edaee173cdbcd49ee2a7df292656404da3cf3aeb6c","format":"xlsx","application":"Microsoft Excel Compatible ","campaign":"paris-2015","respondent":"CUL","year":2015,"version":"1"},"outcome":"accepted","answers":[["CUL-01","","value",0.41,"41 %","Indicateurs","I6"]],"findings":[]}');
CREATE TABLE sendings (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, respondent TEXT NOT NULL, post TEXT NOT NULL, means TEXT NOT NULL,
    sent TEXT NOT NULL, message_id TEXT NOT NULL, recipients TEXT NOT NULL, version INTEGER
);
INSERT INTO "sendings" VALUES(1,'CUL','collecte','brouillon','2016-03-01T09:00:00+00:00','<qpv.e9463952382b9c4e17577095@example.org>','drac@example.org',1);
CREATE INDEX returns_by_sha256 ON returns (sha256);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('journal',12);
INSERT INTO "sqlite_sequence" VALUES('sendings',1);
INSERT INTO "sqlite_sequence" VALUES('returns',1);
INSERT INTO "sqlite_sequence" VALUES('decisions',1);
COMMIT;
PRAGMA user_version = 1;
